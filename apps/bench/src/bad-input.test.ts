import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { contend as launched } from './fixtures/contend.ts';
import { contend } from './fixtures/in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'contend-bad-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const notAFolder = join(file('occupied', ''), 'results');
const truncated = file('truncated.json', '{"schemaVersion": 1, "cells": [');
const future = file('future.json', '{"schemaVersion": 99}');
const hostile = file(
  'hostile.json',
  '{"schemaVersion": 1, "__proto__": {"admin": true}, "cells": "\\u001b[2J<script>"}',
);
mkdirSync(join(folder, 'empty'));

const RUN = ['run', '--dry-run'];
const HITS = ['hits', '--dry-run'];

/** What is typed, and what the one line must say. */
const CASES: [string, string[], RegExp][] = [
  ['no command', [], /run, list, ab, compare, contribute, check, hits, validate, report, selftest or tour/],
  ['a command that is none', ['rum'], /rum/],
  ['a flag that is none', [...RUN, '--profil', 'quick'], /--profil.*Did you mean --profile/],
  ['an unknown strategy', [...RUN, '--strategies', 'spinlock/tsa'], /spinlock\/tsa.*did you mean spinlock\/tas/],
  ['an empty glob', [...RUN, '--strategies', ''], /--strategies "" has an empty place/],
  ['a glob that matches nothing', [...RUN, '--strategies', 'nothing/*'], /no strategy matches nothing/],
  [
    'strategies that run in none of the worlds',
    [...RUN, '--strategies', 'spinlock/tas', '--worlds', 'tasks'],
    /nothing to measure/,
  ],
  ['0 threads', [...RUN, '--threads', '0'], /--threads "0": must be a whole number from 1 to 256/],
  ['-1 threads', [...RUN, '--threads', '-1'], /--threads "-1"/],
  ['1.5 threads', [...RUN, '--threads', '1.5'], /--threads "1.5"/],
  ['x threads', [...RUN, '--threads', '1,x'], /--threads "x"/],
  ['a million threads', [...RUN, '--threads', '1000000'], /--threads "1000000"/],
  ['a profile that is none', [...RUN, '--profile', 'fast'], /"fast".*quick, standard, thorough/],
  ['a world that is none', [...RUN, '--worlds', 'fibers'], /"fibers".*tasks, threads/],
  ['a workload that is none', [...RUN, '--workloads', 'warm'], /"warm".*hot, typical, long-hold/],
  ['two ways to say the workload', [...RUN, '--workloads', 'hot', '--inside', '5'], /exclude each other/],
  ['no forks', [...RUN, '--forks', '0'], /--forks "0"/],
  ['a window too long to count in', [...RUN, '--window', '5000'], /--window "5000": must be a number from 1 to 500/],
  ['a time limit of none', [...RUN, '--time-limit', '0'], /--time-limit "0"/],
  ['a seed that is none', [...RUN, '--seed', 'x'], /--seed "x"/],
  ['a runtime that is none', [...RUN, '--runtime', '/bin/true'], /is no Node, Bun, Deno, Chromium or Firefox/],
  ['a selftest in a runtime that is none', ['selftest', '--runtime', '/bin/true'], /is no Node, Bun, Deno/],
  ['a folder that cannot be written', ['run', '--out', notAFolder], /occupied/],
  ['a plug-in that does not exist', [...RUN, '--plugin', 'no-such.ts'], /no-such.ts: there is no such file/],
  [
    'a plug-in that throws',
    [...RUN, '--plugin', file('throws.mjs', 'throw new Error("not today")')],
    /throws.mjs.*not today/,
  ],
  ['a plug-in that exports nothing', [...RUN, '--plugin', file('nothing.mjs', '')], /nothing.mjs.*default/],
  [
    'a plug-in that kills its process',
    [...RUN, '--plugin', file('kills.mjs', 'process.kill(process.pid, "SIGKILL")')],
    /kills.mjs.*SIGKILL/,
  ],
  ['a bound that nobody could explore', ['check', '--contenders', '99'], /--contenders "99"/],
  ['a schedule of nobody', ['check', '--replay', '2x1.1.e.ab'], /--replay needs the one strategy/],
  ['a token that is none', ['check', '--strategies', 'spinlock/tas', '--replay', 'x'], /--replay "x"/],
  ['a counter of hits that is none', [...HITS, '--strategies', 'fiel'], /no strategy matches fiel; did you mean file/],
  ['no workers', [...HITS, '--workers', '0'], /--workers "0": must be a whole number from 1 to 64/],
  ['no connections', [...HITS, '--connections', '0'], /--connections "0"/],
  ['a load of no length', [...HITS, '--seconds', '0'], /--seconds "0": must be a number from 0.1 to 3600/],
  ['a rate that is none', [...HITS, '--rate', 'fast'], /--rate "fast"/],
  ['half a repetition', [...HITS, '--repeats', '1.5'], /--repeats "1.5"/],
  ['a server that does not exist', [...HITS, '--plugin', 'no-such.ts'], /no-such.ts: there is no such file/],
  [
    'a server that throws',
    [...HITS, '--plugin', file('throws.mjs', 'throw new Error("not today")')],
    /throws.mjs.*not today/,
  ],
  ['a server that is none', [...HITS, '--plugin', file('nothing.mjs', '')], /nothing.mjs.*default export/],
  [
    'a server with a wrong field',
    [...HITS, '--plugin', file('wrong.mjs', 'export default { name: "A b", title: "x", promises: true, worker() {} }')],
    /wrong.mjs.*name must be lower-case letters/,
  ],
  [
    'a server with an unknown field',
    [
      ...HITS,
      '--plugin',
      file('more.mjs', 'export default { name: "a", title: "x", promises: true, worker() {}, workers: 2 }'),
    ],
    /more.mjs.*there is no field workers/,
  ],
  [
    'a server whose name is taken',
    [
      ...HITS,
      '--plugin',
      file('taken.mjs', 'export default { name: "file", title: "x", promises: true, worker() {} }'),
    ],
    /taken.mjs: the name file is taken/,
  ],
  [
    'a server that kills its process',
    [...HITS, '--plugin', file('kills.mjs', 'process.kill(process.pid, "SIGKILL")')],
    /kills.mjs.*SIGKILL/,
  ],
  ['a step of the tour that is none', ['tour', '--step', '8'], /--step "8"/],
];

describe('bad input', () => {
  it.each(CASES)('%s is one line that says how to mend it, and status 2', async (_, args, says) => {
    const { status, stdout, stderr } = await contend(args);
    expect(stderr).toMatch(/^contend: [^\n]+\n$/);
    expect(stderr).toMatch(says);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it('ends the command’s process with the same line and status', async () => {
    const args = [...RUN, '--threads', 'x'];
    expect(await launched(args)).toEqual(await contend(args));
  });

  it('is one JSON document where JSON was asked for', async () => {
    const { status, stdout } = await contend([...RUN, '--threads', 'x', '--json']);
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'flag', message: expect.stringContaining('--threads "x"') } });
  });

  it.each([
    ['a plug-in', RUN],
    ['a server', HITS],
  ])('may be %s that never returns', async (_, args) => {
    const loaded = join(folder, `loaded-${args[0]}`);
    const source = `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(loaded)}, ''); for (;;);`;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const ending = contend([...args, '--plugin', file('never.mjs', source)]);
    while (!existsSync(loaded)) await sleep(5);
    vi.advanceTimersByTime(30_000);
    const { status, stderr } = await ending;
    expect(stderr).toMatch(/^contend: .*never.mjs.*no answer within 30 s\n$/);
    expect(status).toBe(2);
  });

  it.each([
    ['truncated', truncated, 'not-json'],
    ['hostile', hostile, 'invalid'],
    ['made by a newer contend', future, 'future-version'],
    ['not there', join(folder, 'gone.json'), 'unreadable'],
    ['a folder without records', join(folder, 'empty'), 'unreadable'],
  ])('a record that is %s is refused by its reason, and the others are still looked at', async (_, path, code) => {
    const { status, stdout } = await contend(['validate', path, truncated, '--json']);
    expect(status).toBe(2);
    const { ok, files } = JSON.parse(stdout);
    expect(ok).toBe(false);
    expect(files).toHaveLength(2);
    expect(files[0]).toMatchObject({ ok: false, error: { code } });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is printed is the point
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

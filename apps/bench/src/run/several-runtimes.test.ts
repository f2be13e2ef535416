import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSERS, browserIn, executableOf, INSTALLABLE } from '@contend/harness';
import { type ContendRecord, readRecord } from '@contend/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runtimesAt } from '../catalogue/runtime.ts';
import { contend } from '../fixtures/in-process.ts';

let folder: string;
/** Another executable of the same version, and another name of the same executable. */
let wrapped: string;
let linked: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'contend-runtimes-'));
  wrapped = join(folder, 'wrapped');
  linked = join(folder, 'linked');
  writeFileSync(wrapped, `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
  chmodSync(wrapped, 0o755);
  symlinkSync(process.execPath, linked);
});
afterAll(() => rmSync(folder, { recursive: true }));

function recordIn(out: string): string {
  const [machine] = readdirSync(out) as [string];
  const name = readdirSync(join(out, machine)).find((each) => each.endsWith('Z.json')) as string;
  return join(out, machine, name);
}

const installed = INSTALLABLE.filter((name) => spawnSync(executableOf(name), ['--version']).status === 0);

describe.each(installed)('%s beside Node', (name) => {
  it('is measured, comes into the same valid record, and is told to lack what it lacks', async () => {
    const out = join(folder, name);
    const short = ['--profile', 'quick', '--forks', '1', '--window', '5', '--threads', '2', '--worlds', 'threads'];
    const strategies = 'unlocked/plain,atomic/add,native/atomic-add';
    const { status, stderr } = await contend([
      ...['run', '--strategies', strategies, ...short, '--runtime', `node,${name}`, '--out', out],
    ]);
    expect(status).toBe(0);
    expect(stderr).toMatch(new RegExp(`left out: native/atomic-add is absent in ${name} .*: it is a program`));
    const { record } = readRecord(recordIn(out));
    const counts = record.cells.map((cell) => `${cell.runtime.split(' ')[0]} ${cell.strategy} ${cell.verdict}`);
    expect(counts).toEqual(
      expect.arrayContaining([
        ...['node atomic/add exact', `${name} atomic/add exact`],
        ...['node unlocked/plain lost-updates', `${name} unlocked/plain lost-updates`],
      ]),
    );
    expect(counts.filter((each) => each.includes('native'))).toHaveLength(counts.length - 4);
    expect(record.cells.find((cell) => cell.runtime.startsWith(name))?.reproduce).toContain(` --runtime ${name} `);
  });

  it('has faults made in it, which say so and end as the strategy states', async () => {
    const short = ['--profile', 'quick', '--forks', '1', '--window', '5', '--threads', '1', '--worlds', 'threads'];
    const { status, stdout } = await contend([
      ...['run', '--faults', '--strategies', 'atomic/add', ...short, '--runtime', name, '--json'],
    ]);
    const { faults } = JSON.parse(stdout) as ContendRecord;
    const each = (faults ?? []).map(({ fault, outcome }) => [fault, outcome]);
    expect(Object.fromEntries(each)).toEqual({
      ...(name !== 'deno' && { terminate: 'recovered' }),
      ...{ kill: 'reported', stall: 'recovered', crowd: 'recovered' },
    });
    for (const { runtime, reproduce } of faults ?? []) {
      expect(runtime).toMatch(new RegExp(`^${name} `));
      expect(reproduce).toMatch(new RegExp(` --runtime ${name}$`));
    }
    expect(status).toBe(0);
  });
});

const browsers = BROWSERS.filter((name) => browserIn(process.env.PATH ?? '', name) !== undefined);

describe.each(browsers)('%s', (name) => {
  const args = ['run', '--faults', '--strategies', 'atomic/add', '--worlds', 'threads', '--threads', '1', '--dry-run'];

  it('says which faults are left out in it', async () => {
    const { stdout } = await contend([...args, '--runtime', `node,${name}`]);
    expect(stdout).toMatch(
      new RegExp(`^faults left out: terminate, kill, stall, crowd in ${name} \\S+: a page is not told `, 'm'),
    );
    expect(stdout).toMatch(/^ +threads +\d+ +kill +atomic\/add: reported {2}in node \S+$/m);
  });

  it('alone has none to make', async () => {
    const { status, stderr } = await contend([...args, '--runtime', name]);
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^contend: --faults: none can be made: .*add node/m)]);
  });
});

describe.runIf(process.platform !== 'win32')('several runtimes', () => {
  it('are measured once each, and have labels of their own', async () => {
    const runtimes = await runtimesAt([process.execPath, wrapped, linked, process.execPath, wrapped]);
    const label = `node ${process.versions.node}`;
    expect(runtimes.map(({ path, label }) => [path, label])).toEqual([
      [process.execPath, label],
      [wrapped, `${label} (2)`],
    ]);
  });

  it('of one version come into one valid record, each with its cells, its calibration and its command', async () => {
    const out = join(folder, 'out');
    const runtime = `${process.execPath},${wrapped},${process.execPath}`;
    const short = ['--profile', 'quick', '--window', '5', '--threads', '1', '--worlds', 'threads'];
    const args = ['run', '--strategies', 'atomic/add', ...short, '--workloads', 'typical'];
    const { status } = await contend([...args, '--runtime', runtime, '--out', out]);
    expect(status).toBe(0);
    const { record } = readRecord(recordIn(out));
    const label = `node ${process.versions.node}`;
    expect(record.cells.map((cell) => cell.runtime).sort()).toEqual([label, `${label} (2)`]);
    expect(record.cells.find((cell) => cell.runtime !== label)?.reproduce).toContain(' --runtime wrapped ');
    expect(record.plan.calibration).toEqual([
      { runtime: label, nsPerStep: record.plan.nsPerStep },
      { runtime: `${label} (2)`, nsPerStep: expect.any(Number) },
    ]);
  });
});

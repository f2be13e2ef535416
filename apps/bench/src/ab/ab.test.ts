import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { executableOf, INSTALLABLE } from '@contend/harness';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contend as launched, start } from '../fixtures/contend.ts';
import { contend } from '../fixtures/in-process.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
/** A fork or two. */
const SHORT = ['--budget', '1', '--json'];

const installed = INSTALLABLE.filter((name) => spawnSync(executableOf(name), ['--version']).status === 0);

describe('contend ab of runtimes', () => {
  it.each(installed)('compares the same lock in Node and in %s, fork by fork', async (name) => {
    const sides = ['mutex/adaptive', 'mutex/adaptive', '--runtime', `node,${name}`];
    const { stdout } = await contend(['ab', ...sides, '--workload', 'typical', ...SHORT]);
    const { a, b, forks } = JSON.parse(stdout);
    expect([a, b]).toMatchObject([{ verdict: 'exact' }, { verdict: 'exact' }]);
    expect([a.runtime, b.runtime].map((runtime) => runtime.split(' ')[0])).toEqual(['node', name]);
    expect(a.strategyVersion).toBe(b.strategyVersion);
    expect(forks).toBeGreaterThan(0);
  });

  it.each(installed)('compares two locks in %s, window by window', async (name) => {
    const { stdout } = await contend(['ab', 'atomic/add', 'spinlock/tas', '--runtime', name, ...SHORT]);
    const { a, b } = JSON.parse(stdout);
    expect(a.runtime).toBe(b.runtime);
    expect(a.runtime.split(' ')[0]).toBe(name);
  });

  it('takes one runtime, or one a side', async () => {
    const { status, stderr } = await contend(['ab', 'atomic/add', 'atomic/add', '--runtime', 'node,node,node']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'contend: --runtime "node,node,node": there are two sides; give one runtime, or A’s and B’s\n',
    });
  });
});

describe('contend ab', () => {
  it('measures two strategies in turn and says on one JSON document what came of it', async () => {
    const { status, stdout } = await contend(['ab', 'atomic/add', 'spinlock/tas', '--contenders', '1', ...SHORT]);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      a: { strategy: 'atomic/add', verdict: 'exact' },
      b: { strategy: 'spinlock/tas', verdict: 'exact' },
      world: 'threads',
      contenders: 1,
    });
    expect(document.forks).toBeGreaterThan(0);
    expect(document.a.expected).toBeGreaterThan(0);
    expect(document.a.expected).toBe(document.a.observed);
    expect(status).toBe(document.call === 'slower' ? 1 : 0);
  });

  it('has status 1 when B is wrong where A is exact, and compares no speeds then', async () => {
    const sides = [fixture('plugin.ts'), fixture('no-lock-plugin.ts')];
    const { status, stdout } = await launched(['ab', ...sides, '--contenders', '2', ...SHORT]);
    expect(JSON.parse(stdout)).toMatchObject({
      a: { verdict: 'exact' },
      b: { verdict: 'lost-updates' },
      call: null,
      ratio: null,
    });
    expect(status).toBe(1);
  });

  it('measures a strategy as it was at a revision', async () => {
    const commit = execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8', cwd: fixture('') }).trim();
    const { status, stdout } = await contend(['ab', `atomic/add@${commit}`, 'atomic/add', ...SHORT]);
    expect(status).toBeLessThan(2);
    expect(JSON.parse(stdout).a).toMatchObject({
      side: `atomic/add@${commit}`,
      strategy: 'atomic/add',
      verdict: 'exact',
    });
  });

  it.each([
    [['atomic/ad', 'atomic/add'], /did you mean atomic\/add/],
    [['atomic/add@no-such-revision', 'atomic/add'], /git knows no such revision/],
    [['atomic/add@--version', 'atomic/add'], /git knows no such revision/],
    [['spinlock/*', 'atomic/add'], /stands for several strategies/],
    [['spinlock/tas', 'actor/mailbox'], /run in no common world/],
    [['atomic/add', 'atomic/add', '--contenders', '0'], /--contenders "0"/],
    [['atomic/add', 'atomic/add', '--threshold', '-1'], /--threshold "-1"/],
    [['atomic/add', 'atomic/add', '--workload', 'warm'], /--workload "warm"/],
    [['actor/ring', 'actor/ring', '--workload', 'typical'], /actor\/ring cannot be given work/],
  ])('refuses %j in one line', async (args, says) => {
    const { status, stderr } = await contend(['ab', ...args]);
    expect(stderr).toMatch(/^contend: [^\n]+\n$/);
    expect(stderr).toMatch(says);
    expect(status).toBe(2);
  });

  it('tells what was measured when it is interrupted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'contend-ab-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const users = join(folder, 'users');
    writeFileSync(users, '');
    const sides = [fixture('telling-plugin.ts'), 'atomic/add'];
    const args = ['ab', ...sides, '--contenders', '1', '--budget', '3600', '--json'];
    const running = start(args, { env: { CONTEND_TEST_USERS: users } });
    // With the second process at work the first has given a result.
    const forks = () => new Set(readFileSync(users, 'utf8').split('\n').filter(Boolean)).size;
    await expect.poll(forks).toBeGreaterThan(1);
    running.kill('SIGINT');
    const { status, stdout } = await running.ended;
    expect(JSON.parse(stdout).forks).toBeGreaterThan(0);
    expect(status).toBe(130);
  });
});

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contend, start } from '../fixtures/contend.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
const ONE_FORK = ['--budget', '1', '--json'];

describe('contend ab', () => {
  it('measures two strategies in turn and says on one JSON document what it calls', async () => {
    const { status, stdout } = await contend(['ab', 'atomic/add', 'spinlock/tas', '--contenders', '1', ...ONE_FORK]);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({
      a: { strategy: 'atomic/add', verdict: 'exact' },
      b: { strategy: 'spinlock/tas', verdict: 'exact' },
      world: 'threads',
      contenders: 1,
    });
    expect(document.forks).toBeGreaterThan(0);
    expect(document.a.expected).toBe(document.a.observed);
    // One fork is too few to call anything, however clear.
    if (document.forks < 8) expect({ status, call: document.call }).toEqual({ status: 0, call: 'none' });
  });

  it('calls a lock slower that does twice as much, with status 1', async () => {
    const args = ['ab', 'atomic/add', 'promise-mutex/async-mutex', '--contenders', '1', '--budget', '15', '--json'];
    const { status, stdout } = await contend(args);
    const { call, ratio, low, forks, world } = JSON.parse(stdout);
    expect(world).toBe('tasks');
    expect(ratio).toBeGreaterThan(1);
    if (forks >= 8) {
      expect({ status, call }).toEqual({ status: 1, call: 'slower' });
      expect(low).toBeGreaterThan(1.01);
    }
  });

  it('has status 1 when B is wrong where A is exact, and compares no speeds then', async () => {
    const args = [
      'ab',
      fixture('plugin.ts'),
      fixture('broken-plugin.ts'),
      '--contenders',
      '2',
      '--budget',
      '5',
      '--json',
    ];
    const { status, stdout } = await contend(args);
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
    const { status, stdout } = await contend(['ab', `atomic/add@${commit}`, 'atomic/add', ...ONE_FORK]);
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
    const running = start(['ab', 'atomic/add', 'atomic/add', '--budget', '60', '--json']);
    await running.says(/fork \d/);
    running.kill('SIGINT');
    const { status, stdout } = await running.ended;
    expect(status).toBe(130);
    expect(JSON.parse(stdout).forks).toBeGreaterThan(0);
  });
});

import { fileURLToPath } from 'node:url';
import type { Report } from '@contend/interleave';
import { describe, expect, it } from 'vitest';
import { contend } from '../fixtures/in-process.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

describe('contend check', () => {
  it('finds no violation in a lock, and the race of the negative control, which breaks no promise', async () => {
    const { status, stdout } = await contend(['check', '--strategies', 'spinlock/tas,unlocked/plain', '--json']);
    const { ok, reports } = JSON.parse(stdout);
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    expect(reports).toMatchObject([
      { strategy: 'unlocked/plain', world: 'tasks', verdict: 'violation', promised: false },
      { strategy: 'unlocked/plain', world: 'threads', verdict: 'violation', promised: false },
      { strategy: 'spinlock/tas', world: 'threads', verdict: 'no violation', promised: true },
    ]);
  });

  it('explores what WebAssembly hides through its twin, and says so', async () => {
    const { status, stdout } = await contend(['check', '--strategies', 'wasm/tas', '--json']);
    const [report] = JSON.parse(stdout).reports;
    expect(status).toBe(0);
    expect(report).toMatchObject({ strategy: 'wasm/tas', verdict: 'no violation', promised: true });
    expect(report.says).toBe(
      'through its twin in JavaScript, spinlock/tas: every schedule up to 3 contenders × 2 increments: no violation',
    );
  });

  it('holds a strategy to its twin’s violation, and does not believe in a twin that is not there', async () => {
    const args = ['check', '--strategies', 'mine/*-twin', '--plugin', fixture('no-lock-plugin.ts')];
    const { status, stdout } = await contend([...args, '--plugin', fixture('twin-plugin.ts'), '--json']);
    expect(status).toBe(1);
    expect(JSON.parse(stdout).reports).toMatchObject([
      { strategy: 'mine/bad-twin', verdict: 'violation', promised: true },
      { strategy: 'mine/no-twin', verdict: 'not checkable', reason: 'there is no such strategy' },
    ]);
  });

  it('ends with status 1 at a plug-in’s violation, and replays it by its token', async () => {
    const args = ['check', '--strategies', 'mine/*', '--plugin', fixture('no-lock-plugin.ts')];
    const { status, stdout } = await contend([...args, '--json']);
    expect(status).toBe(1);
    const [{ violations }] = JSON.parse(stdout).reports;
    expect(violations[0]).toMatchObject({ kind: 'overlap', token: expect.any(String) });
    const again = await contend([...args, '--replay', violations[0].token, '--json']);
    expect(again.status).toBe(0);
    expect(JSON.parse(again.stdout).steps.length).toBeGreaterThan(0);
  });

  it('explores models of what it cannot explore itself, says so, and asks of a lock no more than it states', async () => {
    const args = ['check', '--strategies', 'redis/set-nx,redis/set-nx-fenced'];
    const { status, stdout } = await contend([...args, '--json']);
    const { ok, reports } = JSON.parse(stdout);
    expect({ status, ok }).toEqual({ status: 0, ok: true });
    const told = reports.map((report: Report) => [report.strategy, report.condition, report.verdict, report.promised]);
    expect(told).toEqual([
      ['redis/set-nx', 'in-time', 'no violation', true],
      ['redis/set-nx', 'kill', 'no violation', true],
      ['redis/set-nx', 'stall', 'violation', false],
      ['redis/set-nx-fenced', 'in-time', 'no violation', true],
      ['redis/set-nx-fenced', 'kill', 'no violation', true],
      ['redis/set-nx-fenced', 'stall', 'no violation', true],
    ]);
    const shown = await contend(args);
    expect(shown.stdout).toContain(
      'redis/set-nx in machines: a model of SET NX with a time to live, where holders are',
    );
    expect(shown.stdout).toContain('in 6 of these a model of the protocol was explored, not the strategy’s own source');
    const [, token] = /^replay: (\S+)$/m.exec(shown.stdout) ?? [];
    const again = await contend(['check', '--strategies', 'redis/set-nx', '--replay', token as string]);
    expect(again.status).toBe(0);
    expect(shown.stdout).toContain(again.stdout.trim());
    expect(again.stdout).toContain('lost-update: 2 hits were acknowledged, and the count is 1');
  });

  it('ends with status 1 where a lock states that it survives what its model does not', async () => {
    const args = ['check', '--strategies', 'mine/*', '--plugin', fixture('hopeful-lease-plugin.ts')];
    const { status, stdout } = await contend([...args, '--json']);
    expect(status).toBe(1);
    const broken = JSON.parse(stdout).reports.filter(
      ({ verdict, promised }: Report) => promised && verdict === 'violation',
    );
    expect(broken).toMatchObject([{ strategy: 'mine/hopeful', condition: 'stall' }]);
  });

  it('replays no schedule of something else, in one line', async () => {
    for (const strategy of ['redis/set-nx', 'redis/incr']) {
      const { status, stderr } = await contend(['check', '--strategies', strategy, '--replay', '2x1.1.e.ab2a']);
      expect({ status, stderr }).toEqual({
        status: 2,
        stderr: `contend: --replay "2x1.1.e.ab2a": no schedule of ${strategy}; copy the token whole\n`,
      });
    }
  });
});

import { fileURLToPath } from 'node:url';
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
});

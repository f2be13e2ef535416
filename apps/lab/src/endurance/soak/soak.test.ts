import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDocument, SOAK, type SoakRow } from '@contend/documents';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { counted, emptyRow, isDone, WINDOWS, windowsDue } from './row.ts';

const SCRIPT = fileURLToPath(new URL('./soak.ts', import.meta.url));

let out: string;
beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'contend-soak-'));
});
afterEach(() => rmSync(out, { recursive: true }));

function soak(...args: string[]): Promise<{ status: number | null; said: string }> {
  const child = spawn(process.execPath, [SCRIPT, '--out', out, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, said })));
}

const path = () => globSync(join(out, '*', SOAK.file))[0] as string;

describe('a soak', () => {
  it('counts exactly, goes on where it was, leaves alone what is done, and refuses a file that was edited', async () => {
    const tas = ['--strategies', 'spinlock/tas'];
    expect(await soak('--increments', '1000', '--strategies', 'spinlock/tas,promise-mutex/queue')).toMatchObject({
      status: 0,
    });
    const first = readDocument(path(), SOAK);
    expect(first.rows.map(({ strategy, world, verdict, reached }) => ({ strategy, world, verdict, reached }))).toEqual([
      { strategy: 'promise-mutex/queue', world: 'tasks', verdict: 'exact', reached: true },
      { strategy: 'spinlock/tas', world: 'threads', verdict: 'exact', reached: true },
    ]);
    const of = (rows: readonly SoakRow[]) => rows.find(({ strategy }) => strategy === 'spinlock/tas') as SoakRow;
    const { operations } = of(first.rows);
    const more = await soak('--increments', String(operations + 1), ...tas);
    expect(more.status).toBe(0);
    const second = readDocument(path(), SOAK).rows;
    expect(of(second).forks).toBeGreaterThan(of(first.rows).forks);
    expect(of(second).operations).toBeGreaterThan(operations);
    expect(of(second).startedAt).toBe(of(first.rows).startedAt);
    // Nothing is left to do, so nothing is done.
    await soak('--increments', String(operations + 1), ...tas);
    expect(readDocument(path(), SOAK).rows).toEqual(second);

    const edited = readDocument(path(), SOAK);
    of(edited.rows).observed--;
    writeFileSync(path(), JSON.stringify(edited));
    const refused = await soak('--increments', '1', ...tas);
    expect(refused.status).toBe(2);
    expect(refused.said).toMatch(/^soak: .*rows\[\d\]\.verdict: is exact although 1 updates were lost.*\n$/);
  });

  it('refuses what it cannot soak, in one line', async () => {
    const none = await soak('--strategies', 'unlocked/plain');
    expect(none).toEqual({ status: 2, said: expect.stringMatching(/^soak: nothing to soak: .*\n$/) });
  });
});

describe('a row', () => {
  const subject = { entry: { id: 'a/b', strategyVersion: '1' } as never, world: 'threads', contenders: 2 } as const;
  const row = emptyRow(subject, new Date(0));
  const target = { increments: 1_000, seconds: 60 };
  const result = { verdict: 'exact', reason: null, operations: 400, observed: 400, pinned: true } as const;

  it('is done when the increments are, when its time is up, or when a count is wrong', () => {
    const once = counted(row, result, 2, target);
    expect(once).toMatchObject({ forks: 1, operations: 400, observed: 400, seconds: 2, reached: false });
    expect(isDone(once, target)).toBe(false);
    expect(isDone(counted(once, { ...result, operations: 600, observed: 600 }, 2, target), target)).toBe(true);
    expect(isDone({ ...once, seconds: 60 }, target)).toBe(true);
    const wrong = counted(once, { ...result, verdict: 'lost-updates', observed: 399 }, 2, target);
    expect(wrong).toMatchObject({ verdict: 'lost-updates', operations: 800, observed: 799, reached: false });
    expect(isDone(wrong, target)).toBe(true);
    const starved = counted(once, { ...result, verdict: 'time-limit', operations: 0, observed: 0 }, 2, target);
    expect(isDone(starved, target)).toBe(false);
    expect(isDone({ ...starved, seconds: 60 }, target)).toBe(true);
  });

  it('asks for no more windows than what is left needs', () => {
    expect(windowsDue({ ...row, operations: 10, seconds: 1 }, { increments: 1e9, seconds: 60 })).toBe(WINDOWS);
    expect(windowsDue({ ...row, operations: 900, seconds: 9 }, target)).toBe(4);
    expect(windowsDue({ ...row, operations: 999, seconds: 0.1 }, target)).toBe(1);
    expect(windowsDue({ ...row, operations: 10, seconds: 59.5 }, target)).toBe(2);
  });
});

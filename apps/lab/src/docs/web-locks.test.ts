import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Cell, ContendRecord, MeasuredRuntime } from '@contend/record';
import { describe, expect, it } from 'vitest';
import { generatedWebLocks, judgedTable, WEB_LOCKS } from './web-locks.ts';

const page = readFileSync(WEB_LOCKS, 'utf8');

describe('the page on navigator.locks', () => {
  it('is what the record of the most runtimes says (npx turbo run docs)', () => {
    expect(page).toBe(generatedWebLocks());
  });

  it('links to files that are there', () => {
    const links = [...page.matchAll(/\]\(((?!https:)[^)#]+)\)/g)].map(([, link]) => link as string);
    expect(links).not.toEqual([]);
    expect(links.filter((link) => !existsSync(new URL(link, WEB_LOCKS)))).toEqual([]);
  });

  it('shows who keeps exclusion, who does not, and who has no such locks', () => {
    const runtime = (label: string, absent: MeasuredRuntime['absent'] = []) =>
      ({ label, engine: 'V8', absent }) as MeasuredRuntime;
    const cell = (change: Partial<Cell>) =>
      ({
        ...{ strategy: 'guests/web-locks', world: 'threads', contenders: 2, expected: 20_000, lost: 0 },
        ...{ verdict: 'exact', ...change },
      }) as Cell;
    const shown = judgedTable({
      runtimes: [
        runtime('node 26'),
        runtime('deno 2'),
        runtime('bun 1', [{ strategy: 'guests/web-locks', reason: 'no such locks' }]),
      ],
      cells: [
        cell({ runtime: 'node 26', lost: 3, verdict: 'lost-updates' }),
        cell({ runtime: 'deno 2' }),
        cell({ runtime: 'deno 2', strategy: 'atomic/add', expected: 7 }),
        // Alone, and among tasks, there is nobody to exclude.
        cell({ runtime: 'deno 2', contenders: 1, expected: 8 }),
        cell({ runtime: 'deno 2', world: 'tasks', contenders: 64, expected: 9 }),
      ],
    } satisfies Pick<ContendRecord, 'runtimes' | 'cells'>);
    const rows = shown.split('\n').map((line) =>
      line
        .split('|')
        .map((each) => each.trim())
        .slice(1, -1),
    );
    expect(rows.slice(2)).toEqual([
      ['`node 26`', '`V8`', '2 threads', '20 000', '3', '**lost-updates**'],
      ['`deno 2`', '`V8`', '2 threads', '20 000', '0', 'kept'],
      ['`bun 1`', '`V8`', '', '', '', '`no such locks`'],
    ]);
  });
});

describe('the reproduction', () => {
  const script = fileURLToPath(new URL('web-locks/reproduce.mjs', WEB_LOCKS));
  /** @param instead a module that is run first in each thread */
  const run = (args: readonly number[], instead = '') =>
    new Promise<{ status: unknown; stdout: string }>((resolve) => {
      const flags = ['--import', `data:text/javascript,${encodeURIComponent(instead)}`, script, ...args.map(String)];
      execFile(process.execPath, flags, (error, stdout) => resolve({ status: error?.code ?? 0, stdout }));
    });

  it('finds a lock kept that one worker requests', async () => {
    const { status, stdout } = await run([1, 1_000]);
    expect(stdout).toContain('of which 1000 were granted\nexpected 1000, counted 1000: 0 lost\n');
    expect(status).toBe(0);
  });

  it('ends with status 1 where everybody is let in', async () => {
    const open = 'Object.defineProperty(navigator, "locks", { value: { request: async (_, section) => section() } })';
    await expect.poll(async () => (await run([2, 100_000], open)).status).toBe(1);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FaultResult } from '@contend/record';
import { expect, it } from 'vitest';
import { faultTable, newestFaults, SHARING } from './faults.ts';

const RESULT = {
  ...{ strategy: 'a/lock', world: 'threads', runtime: 'node 26' },
  ...{ fault: 'throw', outcome: 'recovered', expected: 'recovered' },
} as const;

function from(records: Record<string, Partial<FaultResult>[] | null>) {
  const root = mkdtempSync(join(tmpdir(), 'contend-docs-'));
  try {
    mkdirSync(join(root, 'results', 'm'), { recursive: true });
    for (const [startedAt, faults] of Object.entries(records)) {
      const document = { startedAt, faults: faults?.map((each) => ({ ...RESULT, ...each })) ?? null };
      writeFileSync(join(root, 'results', 'm', `${startedAt.replaceAll(':', '-')}.json`), JSON.stringify(document));
    }
    return newestFaults(pathToFileURL(`${root}/`), SHARING);
  } finally {
    rmSync(root, { recursive: true });
  }
}

it('shows what came of each fault, a gap where it cannot be made, and a broken promise as what it is', () => {
  const shown = faultTable(
    from({
      '2026-01-02T03:04:05Z': [
        {},
        { fault: 'forget', outcome: 'stuck' },
        { strategy: 'b/counter', fault: 'crowd', expected: null },
      ],
    }),
  );
  expect(shown).toContain('Made on `m`, `2026-01-02`:');
  const cells = shown.split('\n').map((line) =>
    line
      .split('|')
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
  expect(cells).toContainEqual(['strategy', 'world', 'throw', 'forget', 'crowd']);
  const stuck = '**stuck**, states recovered';
  expect(cells).toContainEqual(['`a/lock`', '`threads`', 'recovered', stuck, '–']);
  expect(cells).toContainEqual(['`b/counter`', '`threads`', '–', '–', 'recovered']);
});

it('keeps what came of it in one runtime apart from what came of it in another', () => {
  const shown = faultTable(from({ '2026-01-02T03:04:05Z': [{}, { runtime: 'bun 1.4.5', outcome: 'stuck' }] }));
  expect(shown).toMatch(/`a\/lock` +\| `threads` +\| `node 26` +\| recovered/);
  expect(shown).toMatch(/`a\/lock` +\| `threads` +\| `bun 1\.4\.5` +\| \*\*stuck\*\*, states recovered/);
});

it('takes the newest record whose run made any, and says so where none did', () => {
  const newest = from({
    '2026-01-01T00:00:00Z': [{ strategy: 'a/older' }],
    '2026-01-02T00:00:00Z': [{ strategy: 'a/newer' }],
    '2026-01-03T00:00:00Z': null,
    '2026-01-04T00:00:00Z': [],
  });
  expect(newest?.document.faults?.[0]?.strategy).toBe('a/newer');
  expect(faultTable(from({ '2026-01-03T00:00:00Z': null }))).toBe('No record with faults is committed yet.');
});

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { FUZZING, INTERRUPTIONS, SOAK, type SoakRow, writeDocument } from '@contend/documents';
import { syntheticRecord } from '@contend/record/fixture';
import { expect, onTestFinished, test } from 'vitest';
import { suiteTables } from './suite.ts';
import { grouped } from './table.ts';

const { host, startedAt, suite } = syntheticRecord({ blocks: 2 });
const about = { host, suite, runtime: { name: 'node', version: '26.0.0', engine: 'V8 14' } };

function repository(): { root: URL; results: string } {
  const folder = mkdtempSync(join(tmpdir(), 'contend-suite-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const results = join(folder, 'results');
  mkdirSync(results);
  return { root: pathToFileURL(`${folder}/`), results };
}

test('what was not committed is said to be missing', () => {
  const { root } = repository();
  for (const text of Object.values(suiteTables(root))) expect(text).toContain('committed yet');
});

test('the figures are those of the committed documents', () => {
  const { root, results } = repository();
  const row: SoakRow = {
    ...{ strategy: 'a/b', strategyVersion: '1', world: 'threads', contenders: 2, pinned: true, startedAt, forks: 2 },
    ...{
      commit: null,
      operations: 1_234_567,
      observed: 1_234_567,
      seconds: 3,
      verdict: 'exact',
      reason: null,
      reached: true,
    },
  };
  const slow = { ...row, strategy: 'a/slow', operations: 77, observed: 77, reached: false };
  const lossy = { ...row, strategy: 'a/lossy', verdict: 'lost-updates' as const, observed: 1_234_560 };
  writeDocument(results, SOAK, { ...about, increments: 1_000_000, rows: [row, slow, lossy] });
  const moment = { signal: 'SIGKILL' as const, afterMs: 2_500, status: null, records: 1, partial: 1, faults: ['torn'] };
  writeDocument(results, INTERRUPTIONS, { ...about, startedAt, seed: 1, rows: [moment, { ...moment, faults: [] }] });
  const mutations = [{ name: 'cut', accepted: 3, refused: 9_997 }];
  const counts = { seed: 5, seconds: 2, compared: 2, drawn: 3, faults: [] };
  writeDocument(results, FUZZING, { ...about, startedAt, ...counts, mutations });
  const { soak, interruptions, fuzzing } = suiteTables(root);
  expect(soak).toContain(`2 of 3 strategies counted exactly, 1 of them through ${grouped(1_000_000)} increments`);
  expect(soak).toMatch(/`a\/slow` +\| 2 threads +\| 77 +\| 0 +\| 3 s +\| exact, time was up/);
  expect(soak).toMatch(/`a\/lossy` .*\| 7 +\| 3 s +\| LOST-UPDATES/);
  expect(interruptions).toContain('2 runs, stopped up to 2.5 s after their start');
  expect(interruptions).toMatch(/`SIGKILL` +\| 2 +\| 2 +\| 2 +\| 1 /);
  expect(fuzzing).toContain(
    `seed 5: ${grouped(10_000)} inputs, 3 accepted (2 compared, 3 drawn as a report), 9997 refused`,
  );
});

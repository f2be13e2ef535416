import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ContendRecord, formatRecord } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { expect, onTestFinished, test } from 'vitest';
import { newestFirst, othersBeside, type Problem } from './others.ts';

function recordOf(startedAt: string, workloads: readonly string[], cores = 2): ContendRecord {
  const record = syntheticRecord({
    cells: workloads.map((workload) => ({ strategy: 'a/b', world: 'threads', contenders: 2, ns: 200, workload })),
    blocks: 2,
  });
  const allowedCores = Array.from({ length: cores }, (_, core) => core);
  return { ...record, host: { ...record.host, allowedCores }, startedAt, finishedAt: startedAt };
}

test('beside a record just written: the newest other one of its machine that has what it lacks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'contend-others-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const put = (name: string, record: ContendRecord): string => {
    const path = join(folder, name);
    writeFileSync(path, formatRecord(record));
    return path;
  };
  put('2026-01-01T00-00-00Z.json', recordOf('2026-01-01T00:00:00.000Z', ['sweep-0', 'sweep-100', 'mostly-read-10']));
  put('2026-01-02T00-00-00Z.json', recordOf('2026-01-02T00:00:00.000Z', ['sweep-100']));
  // Of another machine, and of none.
  put('2026-01-03T00-00-00Z.json', recordOf('2026-01-03T00:00:00.000Z', ['sweep-300', 'mostly-read-10'], 1));
  writeFileSync(join(folder, '2026-01-04T00-00-00Z.json'), '{');
  const own = recordOf('2026-01-05T00:00:00.000Z', ['hot']);
  const problems: Problem[] = [];
  const others = othersBeside(put('2026-01-05T00-00-00Z.json', own), own, problems);
  expect(others.sweep).toMatchObject({
    file: '2026-01-02T00-00-00Z.json',
    record: { cells: [{ workload: 'sweep-100' }] },
  });
  expect(others['mostly-read']?.file).toBe('2026-01-01T00-00-00Z.json');
  expect(others).toMatchObject({ faults: null, explored: null, soak: null, engine: null, hits: null });
  expect(problems).toEqual([]);
});

test('of records that began at once the one that was found first is the newest', () => {
  const facts = { faults: false, sweep: false, 'mostly-read': false, distance: false, latency: false, explored: [] };
  const kept = (file: string, startedAt: string) => ({ file, startedAt, facts });
  const sorted = newestFirst([
    kept('old', '2026-01-01T00:00:00Z'),
    kept('first', '2026-02-01T00:00:00Z'),
    kept('second', '2026-02-01T00:00:00Z'),
  ]);
  expect(sorted.map(({ file }) => file)).toEqual(['first', 'second', 'old']);
});

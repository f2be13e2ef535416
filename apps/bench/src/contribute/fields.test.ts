import { syntheticRecord } from '@contend/record/fixture';
import { expect, test } from 'vitest';
import { measuredLine, publishedFields } from './fields.ts';

const record = syntheticRecord({ cells: [{ strategy: 'a/b', world: 'threads', contenders: 2, ns: 9 }], blocks: 2 });

/** The values at the ends of everything. */
function leaves(value: unknown): unknown[] {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

test('no field of the machine is left out', () => {
  const { host, runtime, runtimes, plan, suite, warnings, startedAt, finishedAt } = record;
  const fields = publishedFields(record);
  expect(fields.length).toBe(leaves({ host, runtime, runtimes, plan, suite, warnings, startedAt, finishedAt }).length);
  expect(fields).toContainEqual(['host.cpu.model', 'Imaginary 2-Core']);
  expect(fields).toContainEqual(['host.allowedCores', '[0,1]']);
  expect(fields).toContainEqual(['host.governor', 'null']);
  expect(fields).toContainEqual(['plan.workloads[0].name', 'hot']);
});

test('of a host alone, its fields alone', () => {
  expect(publishedFields({ host: record.host }).every(([field]) => field.startsWith('host.'))).toBe(true);
});

test('the rest is said in one line', () => {
  expect(measuredLine(record)).toBe('1 cells, 2 forks, 6 rounds (counts and times) of a/b');
});

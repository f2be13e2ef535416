/** What came of faults: from the newest committed record whose run made any. */
import { globSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FAULTS } from '@contend/counter';
import type { ContendRecord, FaultResult } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { table } from './table.ts';

export interface Faults {
  /** The folder of its results. */
  machine: string;
  record: Pick<ContendRecord, 'startedAt' | 'faults'>;
}

/** @returns `null` when no record with faults was committed yet */
export function newestFaults(root: URL): Faults | null {
  const folder = fileURLToPath(new URL('results/', root));
  const found = globSync('*/2*.json', { cwd: folder }).map((path) => ({
    machine: dirname(path),
    record: JSON.parse(readFileSync(`${folder}${path}`, 'utf8')) as Faults['record'],
  }));
  return (
    found
      .filter(({ record }) => (record.faults ?? []).length > 0)
      .toSorted((a, b) => Date.parse(b.record.startedAt) - Date.parse(a.record.startedAt))[0] ?? null
  );
}

const NONE = 'No record with faults is committed yet.';

export function faultTable(found: Faults | null): string {
  if (found === null) return NONE;
  const { machine, record } = found;
  const results = record.faults ?? [];
  const subjects = Map.groupBy(results, ({ strategy, world }) => JSON.stringify([strategy, world]));
  const rows = [...subjects.values()].map((some) => {
    const { strategy, world } = some[0] as FaultResult;
    return [
      codeSpan(strategy),
      codeSpan(world),
      ...FAULTS.map((name) => told(some.find(({ fault }) => fault === name))),
    ];
  });
  return [
    `Made on ${codeSpan(machine)}, ${codeSpan(record.startedAt.slice(0, 10))}:`,
    table(['strategy', 'world', ...FAULTS], rows),
  ].join('\n\n');
}

function told(result: FaultResult | undefined): string {
  if (result === undefined) return '–';
  const { outcome, expected } = result;
  return expected === null || outcome === expected ? outcome : `**${outcome}**, states ${expected}`;
}

/** What came of faults: from the newest committed record whose run made any. */
import { FAULTS } from '@contend/counter';
import type { ContendRecord, FaultResult } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { type Committed, newest, parsed } from './newest.ts';
import { table } from './table.ts';

type Faults = Committed<Pick<ContendRecord, 'startedAt' | 'faults'>>;

/** @returns `null` when no record with faults was committed yet */
export function newestFaults(root: URL): Faults | null {
  return newest(root, '2*.json', parsed<Faults['document']>, ({ startedAt, faults }) =>
    (faults ?? []).length > 0 ? startedAt : undefined,
  );
}

const NONE = 'No record with faults is committed yet.';

export function faultTable(found: Faults | null): string {
  if (found === null) return NONE;
  const { machine, document: record } = found;
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

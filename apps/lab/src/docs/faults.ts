/** What came of faults: from the newest committed record whose run made any. */
import { FAULTS } from '@contend/counter';
import { type ContendRecord, type FaultResult, keyOf } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { type Committed, newest, parsed } from './newest.ts';
import { grouped, table } from './table.ts';

type Faults = Committed<Pick<ContendRecord, 'startedAt' | 'faults'>>;

/** Where contenders share memory. */
export const SHARING: readonly string[] = ['tasks', 'threads'];

/** @returns those of the newest committed record that has some in these worlds; `null` when none was committed yet */
export function newestFaults(root: URL, worlds: readonly string[]): Faults | null {
  const there = (faults: readonly FaultResult[] | null) => faults?.filter(({ world }) => worlds.includes(world)) ?? [];
  const found = newest(root, '2*.json', parsed<Faults['document']>, ({ startedAt, faults }) =>
    there(faults).length > 0 ? startedAt : undefined,
  );
  if (found === null) return null;
  return { ...found, document: { ...found.document, faults: there(found.document.faults) } };
}

const NONE = 'No record with faults is committed yet.';

export function faultTable(found: Faults | null): string {
  if (found === null) return NONE;
  const { machine, document: record } = found;
  const results = record.faults ?? [];
  const made = FAULTS.filter((name) => results.some(({ fault }) => fault === name));
  const subjects = Map.groupBy(results, (result) => keyOf(result, ['strategy', 'world', 'runtime']));
  const several = new Set(results.map(({ runtime }) => runtime)).size > 1;
  const rows = [...subjects.values()].map((some) => {
    const { strategy, world, runtime } = some[0] as FaultResult;
    const where = several ? [world, runtime] : [world];
    return [strategy, ...where]
      .map((text) => codeSpan(text))
      .concat(made.map((name) => told(some.find(({ fault }) => fault === name))));
  });
  return [
    `Made on ${codeSpan(machine)}, ${codeSpan(record.startedAt.slice(0, 10))}:`,
    table(['strategy', 'world', ...(several ? ['runtime'] : []), ...made], rows),
  ].join('\n\n');
}

function told(result: FaultResult | undefined): string {
  if (result === undefined) return '–';
  const { outcome, expected } = result;
  const shown = outcome === 'wrong-count' ? (wrongBy(result) ?? outcome) : outcome;
  const often = result.trials > 1 && result.alike < result.trials ? ` (${result.alike} of ${result.trials})` : '';
  return expected === null || outcome === expected ? shown + often : `**${shown}${often}**, states ${expected}`;
}

/** Increments that the count lacks, or has too many. */
function wrongBy({ operations, observed, unknown }: FaultResult): string | null {
  if (operations === null || observed === null) return null;
  if (observed < operations) return `lost ${grouped(operations - observed)}`;
  return `over by ${grouped(observed - operations - (unknown ?? 0))}`;
}

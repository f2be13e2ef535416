/** The part of a side that was measured in some of its runtimes. */
import { type ContendRecord, plainText } from '@contend/record';
import { Failure } from '../cli/failure.ts';
import { listed } from '../cli/flags.ts';
import type { Side } from './side.ts';

/**
 * @param runtimes as typed: names, which stand for every version, or labels, as `node 26.10.0`; undefined: all
 * @throws Failure when a run has no cell of one
 */
export function limitedTo(side: Side, runtimes: string | undefined): Side {
  if (runtimes === undefined) return side;
  const wanted = listed('--runtime', runtimes);
  const [first, ...others] = side.runs.map((run) => ({ ...run, record: part(run.record, wanted, side.name) }));
  return { ...side, runs: [first as Side['runs'][0], ...others] };
}

function part(record: ContendRecord, wanted: readonly string[], side: Side['name']): ContendRecord {
  const labels = [...new Set(record.cells.map((cell) => cell.runtime))];
  for (const each of wanted) {
    if (labels.some((label) => stands(each, label))) continue;
    const message = `--runtime ${each}: ${side} has no cell of it; it has ${labels.join(', ')}`;
    throw new Failure('flag', plainText(message));
  }
  const isWanted = (label: string) => wanted.some((each) => stands(each, label));
  const runtimes = record.runtimes.filter(({ label }) => isWanted(label));
  const [first] = runtimes;
  return {
    ...record,
    ...(first && {
      runtime: { name: first.name, version: first.version, engine: first.engine, flags: first.flags },
    }),
    runtimes,
    cells: record.cells.filter(({ runtime }) => isWanted(runtime)),
  };
}

function stands(wanted: string, label: string): boolean {
  return label === wanted || label.startsWith(`${wanted} `);
}

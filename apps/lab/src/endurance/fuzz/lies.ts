/** Whether a record that was accepted lies: told from its forks by other means than the reader's. */
import { type Cell, METHOD, type ReadRecord, summariseRecord } from '@contend/record';

/** Relative; the reader's own is a third of it. */
const TOLERANCE = 3e-9;

/** One sentence for each lie. A record by other formulas is not recomputed, and may say so. */
export function liesIn({ record, recomputed }: ReadRecord): string[] {
  if (!recomputed) return record.method === METHOD ? ['its own formulas, and not recomputed'] : [];
  if (record.method !== METHOD) return ['recomputed by formulas that are not its own'];
  const lies = record.cells.flatMap((cell, i) => cellLies(cell).map((lie) => `cells[${i}]: ${lie}`));
  const made = summariseRecord(record.cells);
  if (made.length !== record.cells.length) return [...lies, 'cells of which nothing was measured'];
  return [...lies, ...record.cells.flatMap((cell, i) => differences(made[i], cell, `cells[${i}]`))];
}

const WRONG = ['lost-updates', 'over-counted', 'overlap'];
const RIGHT = ['exact', 'within'];

function cellLies(cell: Cell): string[] {
  const { verdict, forks, audit, expected, observed, lost, rank, throughput } = cell;
  const lies: string[] = [];
  const lie = (told: boolean, what: string) => told && lies.push(what);
  let [done, seen, missing] = [0, 0, 0];
  for (const fork of forks) {
    missing += Math.max(0, fork.operations - fork.observed);
    done += fork.operations;
    seen += fork.observed;
    lie(fork.verdict === 'exact' && fork.operations !== fork.observed, 'a fork is exact and lost updates');
    const most = fork.operations + (fork.failed?.unknown ?? 0);
    lie(fork.verdict !== 'over-counted' && fork.observed > most, 'a fork counted more than it did');
    lie(fork.verdict === 'over-counted' && fork.observed <= most, 'a fork counted no more than it may have');
    lie(fork.verdict === 'within' && fork.observed < fork.operations, 'a fork is within and lost updates');
    lie(verdict === 'exact' && fork.verdict !== 'exact', `exact, and a fork is ${fork.verdict}`);
    lie(verdict === 'within' && !RIGHT.includes(fork.verdict), `within, and a fork is ${fork.verdict}`);
  }
  lie(forks.length === 0, 'without forks');
  lie(expected !== done || observed !== seen, 'its operations are not those of its forks');
  lie(lost !== missing, 'its loss is not that of its forks');
  lie(verdict === 'exact' && lost !== 0, 'exact, and updates were lost');
  const found = [audit?.overlaps, audit?.torn, audit?.duplicates, (audit?.gaps ?? 0) - (audit?.unknown ?? 0)].some(
    (n) => (n ?? 0) > 0,
  );
  lie(verdict === 'exact' && found, 'exact, and the audit saw otherwise');
  lie(!WRONG.includes(verdict) && forks.every((fork) => fork.verdict !== verdict), `no fork is ${verdict}`);
  lie(WRONG.includes(verdict) && !found && forks.every((fork) => fork.verdict !== verdict), `nothing is ${verdict}`);
  lie(rank !== null && !RIGHT.includes(verdict), 'ranked although its count is wrong');
  const middle = medianThroughput(cell);
  lie(throughput !== null && !(middle !== null && close(middle, throughput.median)), 'a throughput of other rounds');
  return lies;
}

/** Increments per second, by the definition. */
function medianThroughput({ forks }: Cell): number | null {
  const timed = forks.filter(({ rounds, verdict }) => rounds.length > 0 && [...RIGHT, ...WRONG].includes(verdict));
  const values = timed
    .map(({ rounds }) => {
      let [ms, increments] = [0, 0];
      for (const round of rounds) {
        ms += round.ms;
        for (const n of round.increments) increments += n;
      }
      return (increments / ms) * 1_000;
    })
    .sort((a, b) => a - b);
  if (values.length === 0) return null;
  const half = values.length / 2;
  return values.length % 2 === 1
    ? (values[Math.floor(half)] as number)
    : ((values[half - 1] as number) + (values[half] as number)) / 2;
}

function differences(made: unknown, stored: unknown, path: string): string[] {
  if (typeof made === 'number' && typeof stored === 'number') {
    return close(made, stored) ? [] : [`${path} is ${stored}, and the forks make ${made}`];
  }
  if (typeof made !== 'object' || made === null || typeof stored !== 'object' || stored === null) {
    return made === stored ? [] : [`${path} is ${JSON.stringify(stored)}, and the forks make ${JSON.stringify(made)}`];
  }
  const keys = new Set([...Object.keys(made), ...Object.keys(stored)]);
  return [...keys].flatMap((key) =>
    differences((made as Record<string, unknown>)[key], (stored as Record<string, unknown>)[key], `${path}.${key}`),
  );
}

function close(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

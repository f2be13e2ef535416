/** Asks a package everything, and prints what was seen: `node judge.ts NAME`. */
import { adapterOf } from './packages.ts';
import type { Adapter } from './primitives.ts';
import { isIn, type Row, TABLES } from './tables.ts';
import { no, sayingOf, type Verdict } from './verdict.ts';
import { reached } from './waiting.ts';

/** By table, in the order of its rows; no entry where the package is not in it. */
export type Judgement = Record<string, Verdict[]>;

/** Longer than any probe takes: one that hangs. */
const LIMIT_MS = 180_000;

/** What goes wrong where nobody waits for it, is seen by whoever is being asked. */
let uncaught: unknown;
const catchIt = (error: unknown) => {
  uncaught ??= error ?? 'an error';
};

export async function ask({ probe }: Pick<Row, 'probe'>, adapter: Adapter): Promise<Verdict> {
  uncaught = undefined;
  Math.random = dice();
  let verdict: Verdict | undefined;
  probe(adapter).then(
    (seen) => {
      verdict = seen;
    },
    (error) => {
      verdict = no(`it throws ${sayingOf(error)}`);
    },
  );
  await reached(() => verdict !== undefined || uncaught !== undefined, LIMIT_MS);
  if (uncaught !== undefined) return no(`an error that nobody can catch: ${sayingOf(uncaught)}`);
  return verdict ?? no('it never comes to an end');
}

/** Locks that roll dice roll the same ones for each probe. @see Park & Miller, CACM 31(10), 1988 */
function dice(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export async function judge(adapter: Adapter): Promise<Judgement> {
  process.on('uncaughtException', catchIt);
  process.on('unhandledRejection', catchIt);
  const judgement: Judgement = {};
  for (const table of TABLES.filter((table) => isIn(table, adapter))) {
    const verdicts: Verdict[] = [];
    for (const row of table.rows) verdicts.push(await ask(row, adapter));
    judgement[table.name] = verdicts;
  }
  process.off('uncaughtException', catchIt);
  process.off('unhandledRejection', catchIt);
  return judgement;
}

if (import.meta.main) {
  const judgement = await judge(await adapterOf(process.argv[2] as string));
  process.stdout.write(JSON.stringify(judgement), () => process.exit());
}

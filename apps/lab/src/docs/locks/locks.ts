/** The page on the locks: where it lies, and what is generated in it. */
import { readFileSync } from 'node:fs';
import { fill } from '../fill.ts';
import { ROOT } from '../page.ts';
import { type Sections, setting, settingTables } from '../settings.ts';
import { againstTable, fairTable } from './against.ts';
import { budgetsElsewhere, budgetsOfRuntimes, budgetTable } from './budgets.ts';
import { costTable, missing } from './cost.ts';
import { engineRatios, engineTable } from './engine.ts';
import { aboutEngines, enginesTables, mostRuntimes } from './engines.ts';
import { floorTable } from './floor.ts';
import { waitersTable } from './queues.ts';
import { aboutReading, newestReading, type Reading, readersTable } from './readers.ts';
import { about, committed, PTHREAD, type Source } from './source.ts';

export const LOCKS = new URL('docs/locks.md', ROOT);

const ENGINE = 'apps/lab/src/experiments/engine';
const SETTINGS: Sections = {
  'engine-settings': [
    setting('processes', `${ENGINE}/settings.ts`, 'PROCESSES'),
    setting('windows of each operation in a process', `${ENGINE}/settings.ts`, 'WINDOWS'),
    setting('a window', `${ENGINE}/settings.ts`, 'WINDOW_MS', 'ms'),
    setting('uncounted windows of each before those', `${ENGINE}/settings.ts`, 'WARM_UPS'),
    setting('operations between two looks at the clock', `${ENGINE}/operations.ts`, 'BATCH'),
  ],
};

const FAMILIES = ['unlocked', 'spinlock', 'mutex', 'wasm', 'atomic', 'actor', 'native'];
const QUEUE = 'promise-mutex/queue';

const of =
  (...families: readonly string[]) =>
  (strategy: string) =>
    families.includes(strategy.split('/')[0] as string);

/** In C, an addition that nothing guards is no lock. */
const isLock = (strategy: string): boolean =>
  of('spinlock', 'mutex', 'wasm', 'guests', 'native')(strategy) && strategy !== 'native/atomic-add';

/** Both worlds of a family, where it lives in both. */
function family(source: Source, name: string): string {
  const both = ['threads', 'tasks']
    .map((world) => costTable(source, of(name), world))
    .filter((shown) => shown.startsWith('|'));
  const parts = [...both, missing(source, of(name))].filter((part) => part !== '');
  return parts.length === 0 ? 'Not in the record.' : parts.join('\n\n');
}

/** Of some strategies those that promise an exact count in a world, or those that do not. */
const promising =
  ({ record: { cells } }: Source, strategies: (strategy: string) => boolean, world: string, promised: boolean) =>
  (strategy: string) =>
    strategies(strategy) &&
    cells.some((cell) => cell.strategy === strategy && cell.world === world && cell.promised === promised);

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** What is generated, by the place's name. */
export function lockTables(source: Source, reading: Reading | null, engines: Reading | null): Record<string, string> {
  const oneLoop = of('promise-mutex', 'guests');
  return {
    about: about(source),
    ...Object.fromEntries(FAMILIES.map((name) => [name, family(source, name)])),
    'one-loop': joined(
      costTable(source, promising(source, oneLoop, 'tasks', true), 'tasks'),
      missing(source, of('promise-mutex')),
    ),
    'one-loop-threads': costTable(source, promising(source, oneLoop, 'threads', false), 'threads'),
    'queue-against': againstTable(source, QUEUE, promising(source, oneLoop, 'tasks', true), 'tasks'),
    waiters: waitersTable(source.waiters),
    'guest-threads': joined(
      costTable(source, promising(source, of('guests'), 'threads', true), 'threads'),
      missing(source, of('guests')),
    ),
    fair: fairTable(source),
    'readers-about': aboutReading(reading),
    'readers-threads': readersTable(reading, 'threads'),
    'readers-tasks': readersTable(reading, 'tasks'),
    'engines-about': aboutEngines(engines),
    'engines-threads': enginesTables(engines, 'threads'),
    'engines-tasks': enginesTables(engines, 'tasks'),
    budgets: budgetTable(source.budgets),
    'against-native': againstTable(source, PTHREAD, promising(source, isLock, 'threads', true), 'threads'),
    'native-floor': floorTable(source),
    engine: engineTable(source.engine),
    'engine-ratios': engineRatios(source.engine),
  };
}

/** @returns the page as it should be, from the page as it is */
export async function generatedLocks(): Promise<string> {
  return fill(
    readFileSync(LOCKS, 'utf8'),
    new Map([
      ...Object.entries(lockTables(committed(ROOT), newestReading(ROOT), mostRuntimes(ROOT))),
      ['budgets-elsewhere', budgetsElsewhere(budgetsOfRuntimes(ROOT))],
      ...(await settingTables(ROOT, SETTINGS)),
    ]),
  );
}

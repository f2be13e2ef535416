/** The checker's front door: a strategy in, a report out; a token in, a trace out. */
import type { Declared, World } from '@contend/counter';
import { isRemote } from '@contend/counter/declaration';
import { now } from './ambient.ts';
import { climb, type Options, settle } from './climb.ts';
import { NotCheckable } from './not-checkable.ts';
import { printable } from './printable.ts';
import type { Report } from './report.ts';
import { everySplit, knowsReaders } from './splits.ts';
import { exploreTasks } from './tasks/explore.ts';
import { CLOSE_HOPS } from './tasks/turns.ts';
import { threadsExplorer } from './threads.ts';
import { notTold, told } from './told.ts';

export type CheckOptions = Partial<Options> & { world?: World };

/**
 * Explores every schedule of a strategy's own source, bound after bound (2 contenders × 1 increment, 2×2, 3×1, 3×2),
 * up to the first bound that shows a violation.
 *
 * Runs the strategy's code in this isolate and blocks it: never check in a process that measures. Code that loops
 * without an operation or a pause cannot be stopped; give a stranger's strategy a process with a time limit.
 *
 * @throws {RangeError} when a bound is no whole number, or none that can be explored
 * @param options its `world` is by default the first in which exactness is promised, or the first it runs in
 */
export function check(strategy: Declared, options: CheckOptions = {}): Promise<Report> {
  const report = last.then(() => checkAlone(strategy, options));
  last = report.catch(() => {});
  return report;
}

/** Clocks are withheld from whoever runs, and microtasks are counted: one check at a time. */
let last: Promise<unknown> = Promise.resolve();

async function checkAlone(strategy: Declared, options: CheckOptions): Promise<Report> {
  const { world = strategy.promises[0] ?? strategy.runsIn[0] ?? 'threads', ...rest } = options;
  const settings = settle(rest);
  const began = now();
  const base = {
    strategy: printable(strategy.id),
    world,
    promised: strategy.promises.includes(world),
    ...{ model: null, condition: null },
    assumes: assumptions(strategy, world, settings),
  };
  try {
    const result = await climb(settings, everySplit(strategy, exploring(strategy, world, settings)));
    return { ...base, ...told(result, now() - began) };
  } catch (error) {
    if (!(error instanceof NotCheckable)) throw error;
    return { ...base, ...notTold(error, now() - began) };
  }
}

function exploring(strategy: Declared, world: World, options: Options): Parameters<typeof everySplit>[1] {
  if (!strategy.runsIn.includes(world)) throw new NotCheckable(`it does not run in ${world}`);
  if (isRemote(strategy)) throw new NotCheckable('its contenders share no memory that could be simulated');
  if (strategy.kind === 'program') throw new NotCheckable('it is a native program');
  if (world === 'tasks') {
    if (strategy.kind !== 'async-lock' && strategy.kind !== 'counter') throw new NotCheckable('its kind has no tasks');
    return (bound, until) => exploreTasks(strategy, bound, options, until);
  }
  if (strategy.kind === 'async-lock')
    throw new NotCheckable(
      'between threads an async lock waits for turns of several event loops: check it among tasks',
    );
  return threadsExplorer(strategy, options);
}

function assumptions(strategy: Declared, world: World, { spins, spurious }: Options): string[] {
  const ordered = knowsReaders(strategy) && strategy.order !== 'none' ? ['order is watched among writers only'] : [];
  if (world === 'tasks')
    return [
      ...ordered,
      'turns of the event loop come in every order; a contender awaits one to begin, inside the section, and between increments or not at all',
      `besides, two turns of a schedule (one from 5 increments on) come 0 to ${CLOSE_HOPS - 1} microtasks after the one before, while that is under way`,
    ];
  return [
    ...ordered,
    'memory is sequentially consistent, as ECMAScript promises to programs without data races, which are looked for',
    `constructors are given ${spins} for their spin budgets`,
    ...(spurious ? [] : ['a sleeper wakes only by a notify or its time limit']),
    ...(strategy.kind === 'actor'
      ? [
          'the owner is stopped once all clients are done; its call stack, fields and last two steps tell what it does next',
        ]
      : []),
  ];
}

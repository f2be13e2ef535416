import type { LockStrategy } from '@contend/counter';
import { expect, test } from 'vitest';
import { ALL_REDUCTIONS, type Reductions } from './behaviour.ts';
import { explore } from './explore.ts';
import { load } from './load.fixture.ts';
import adaptiveMutants from './mutants/adaptive.ts';
import clhMutants from './mutants/clh.ts';
import futexMutants from './mutants/futex.ts';
import mcsMutants from './mutants/mcs.ts';
import actorMutants from './mutants/slot-actor.ts';
import tasMutants from './mutants/tas.ts';
import ticketMutants from './mutants/ticket.ts';
import clh from './sound/clh.ts';
import futex from './sound/futex.ts';
import mcs from './sound/mcs.ts';
import slotActor from './sound/slot-actor.ts';
import ticket from './sound/ticket.ts';
import { type Bound, systemOf, type ThreadStrategy } from './system.ts';
import { withFounded } from './threads.ts';

const RULES = { expire: true, spurious: false, order: false };
const NONE: Reductions = { merge: false, rejoin: false, fold: false, serve: false, twins: false };

function exploreWith(strategy: ThreadStrategy, bound: Bound, wanted: Reductions, depth = Infinity) {
  return withFounded(wanted, (reductions) => {
    const system = systemOf(strategy, bound, reductions, 1);
    return explore(system, RULES, reductions.merge, { states: 2_000_000, until: Infinity, depth });
  });
}

test.each([
  [2, 1, 6],
  [2, 2, 70],
  [3, 1, 90],
  [3, 2, 34_650],
])(
  'a racy counter of two steps, %i × %i, has as many schedules as the multinomial says: %i',
  async (contenders, increments, schedules) => {
    const racy = (await load('unlocked/src/plain.ts')) as ThreadStrategy;
    const { ends } = exploreWith(racy, { contenders, increments }, NONE);
    expect(ends).toBe(schedules);
  },
);

test('atomic additions have one step each: 3 × 2 has 90 schedules', async () => {
  const add = (await load('atomic/src/add.ts')) as ThreadStrategy;
  expect(exploreWith(add, { contenders: 3, increments: 2 }, NONE).ends).toBe(90);
});

// Counted by hand for test-and-set: with one section of three steps and symmetric contenders, 2 × 1 is a chain of 9.
test.each([
  ['spinlock/src/tas.ts', [9, 24, 13, 46]],
  ['spinlock/src/ttas.ts', [15, 45, 28, 125]],
])('%s has as many states as an independent exploration counted', async (file, expected) => {
  const lock = (await load(file)) as LockStrategy;
  const bounds = [2, 3].flatMap((contenders) => [1, 2].map((increments) => ({ contenders, increments })));
  expect(bounds.map((bound) => exploreWith(lock, bound, ALL_REDUCTIONS).states.length)).toEqual(expected);
});

const SUBJECTS: ThreadStrategy[] = [futex, ticket, mcs, clh, slotActor as ThreadStrategy].concat(
  [tasMutants, futexMutants, adaptiveMutants, ticketMutants, mcsMutants, clhMutants, actorMutants]
    .flat()
    .map(({ strategy }) => strategy as ThreadStrategy),
);

test.each<[keyof Reductions, number]>([
  ['rejoin', Infinity],
  ['twins', Infinity],
  ['serve', 16],
  ['fold', 16],
  ['merge', 10],
])('without %s, every lock, mutant and actor gets the same verdict', (reduction, depth) => {
  for (const strategy of SUBJECTS) {
    const found = (reductions: Reductions) => {
      const kinds = [...exploreWith(strategy, { contenders: 2, increments: 1 }, reductions, depth).found.keys()];
      // Where schedules are cut off, nobody can tell who would have gone on for ever.
      return kinds.filter((kind) => depth === Infinity || kind !== 'endless-spin').sort();
    };
    expect(found({ ...ALL_REDUCTIONS, [reduction]: false }), strategy.id).toEqual(found(ALL_REDUCTIONS));
  }
});

test('each reduction leaves fewer states', () => {
  const bound = { contenders: 2, increments: 2 };
  const states = (strategy: ThreadStrategy, reductions: Reductions, depth = Infinity) =>
    exploreWith(strategy, bound, reductions, depth).states.length;
  expect(states(futex, ALL_REDUCTIONS)).toBeLessThan(states(futex, { ...ALL_REDUCTIONS, twins: false }));
  expect(states(futex, ALL_REDUCTIONS)).toBeLessThan(states(futex, { ...ALL_REDUCTIONS, rejoin: false }));
  expect(states(futex, ALL_REDUCTIONS, 12)).toBeLessThan(states(futex, { ...ALL_REDUCTIONS, fold: false }, 12));
  expect(states(futex, ALL_REDUCTIONS, 8)).toBeLessThan(states(futex, { ...ALL_REDUCTIONS, merge: false }, 8));
  expect(states(slotActor, ALL_REDUCTIONS)).toBeLessThan(states(slotActor, { ...ALL_REDUCTIONS, serve: false }));
});

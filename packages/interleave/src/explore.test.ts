import type { LockStrategy } from '@contend/counter';
import { expect, test } from 'vitest';
import { load } from '../test/load.fixture.ts';
import adaptiveMutants from '../test/mutants/adaptive.ts';
import clhMutants from '../test/mutants/clh.ts';
import combiningMutants from '../test/mutants/flat-combining.ts';
import futexMutants from '../test/mutants/futex.ts';
import mcsMutants from '../test/mutants/mcs.ts';
import { Tas } from '../test/mutants/mutant.ts';
import perReaderMutants from '../test/mutants/per-reader.ts';
import phaseFairMutants from '../test/mutants/phase-fair.ts';
import readerPreferenceMutants from '../test/mutants/reader-preference.ts';
import seqlockMutants from '../test/mutants/seqlock.ts';
import actorMutants from '../test/mutants/slot-actor.ts';
import tasMutants from '../test/mutants/tas.ts';
import ticketMutants from '../test/mutants/ticket.ts';
import clh from '../test/sound/clh.ts';
import { declare } from '../test/sound/declare.ts';
import flatCombining from '../test/sound/flat-combining.ts';
import futex from '../test/sound/futex.ts';
import mcs from '../test/sound/mcs.ts';
import perReader from '../test/sound/per-reader.ts';
import phaseFair from '../test/sound/phase-fair.ts';
import readerPreference from '../test/sound/reader-preference.ts';
import seqlock from '../test/sound/seqlock.ts';
import slotActor, { declareActor, SlotClient, SlotOwner } from '../test/sound/slot-actor.ts';
import ticket from '../test/sound/ticket.ts';
import { ALL_REDUCTIONS, NO_REDUCTIONS, type Reductions, Unfounded } from './behaviour.ts';
import { explore } from './explore.ts';
import type { Bound, Split } from './splits.ts';
import { systemOf, type ThreadStrategy } from './system.ts';
import { withFounded } from './threads.ts';
import { readersApart } from './together.ts';

const RULES = { expire: true, spurious: false, order: false };

function exploreWith(strategy: ThreadStrategy, bound: Bound & Partial<Split>, wanted: Reductions, depth = Infinity) {
  return withFounded(wanted, (reductions) => {
    const system = systemOf(strategy, { readers: 0, ...bound }, reductions, 1);
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
    const { ends } = exploreWith(racy, { contenders, increments }, NO_REDUCTIONS);
    expect(ends).toBe(schedules);
  },
);

test('atomic additions have one step each: 3 × 2 has 90 schedules', async () => {
  const add = (await load('atomic/src/add.ts')) as ThreadStrategy;
  expect(exploreWith(add, { contenders: 3, increments: 2 }, NO_REDUCTIONS).ends).toBe(90);
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
const KNOWING_READERS: ThreadStrategy[] = [readerPreference, phaseFair, perReader, seqlock].concat(
  [readerPreferenceMutants, phaseFairMutants, perReaderMutants, seqlockMutants]
    .flat()
    .map(({ strategy }) => strategy as LockStrategy),
);
/** Whose calls are long, with many ways that meet: where merging them could go wrong most easily. */
const COMBINING = [flatCombining, ...combiningMutants.map(({ strategy }) => strategy as ThreadStrategy)];

test.each<[keyof Reductions, number, ThreadStrategy[]?]>([
  ['rejoin', Infinity],
  ['twins', Infinity],
  ['once', Infinity],
  ['locals', Infinity, COMBINING],
  ['serve', 16],
  ['fold', 16],
  ['merge', 10],
])('without %s, every lock, mutant and actor gets the same verdict', (reduction, depth, more = []) => {
  for (const strategy of [...SUBJECTS, ...more]) {
    const found = (reductions: Reductions) => {
      const kinds = [...exploreWith(strategy, { contenders: 2, increments: 1 }, reductions, depth).found.keys()];
      // Where schedules are cut off, nobody can tell who would have gone on for ever.
      return kinds.filter((kind) => depth === Infinity || kind !== 'endless-spin').sort();
    };
    expect(found({ ...ALL_REDUCTIONS, [reduction]: false }), strategy.id).toEqual(found(ALL_REDUCTIONS));
  }
});

test.each<[keyof Reductions, number]>([
  ['rejoin', Infinity],
  ['twins', Infinity],
  ['once', Infinity],
  ['locals', Infinity],
  ['fold', 14],
  ['merge', 10],
])('without %s, every lock that knows readers gets the same verdict of each split', (reduction, depth) => {
  for (const strategy of KNOWING_READERS)
    for (const readers of [1, 2]) {
      const found = (reductions: Reductions) => {
        const exploration = exploreWith(strategy, { contenders: 2, increments: 1, readers }, reductions, depth);
        const kinds = [...exploration.found.keys()];
        const together = readersApart(exploration) === undefined;
        return { kinds: kinds.filter((kind) => depth === Infinity || kind !== 'endless-spin').sort(), together };
      };
      const name = `${strategy.id} with ${readers}`;
      expect(found({ ...ALL_REDUCTIONS, [reduction]: false }), name).toEqual(found(ALL_REDUCTIONS));
    }
});

test('each reduction leaves fewer states', () => {
  const bound = { contenders: 2, increments: 2 };
  const states = (strategy: ThreadStrategy, reductions: Reductions, depth = Infinity) =>
    exploreWith(strategy, bound, reductions, depth).states.length;
  expect(states(futex, ALL_REDUCTIONS)).toBeLessThan(states(futex, { ...ALL_REDUCTIONS, twins: false }));
  expect(states(futex, ALL_REDUCTIONS)).toBeLessThan(states(futex, { ...ALL_REDUCTIONS, rejoin: false }));
  expect(states(futex, ALL_REDUCTIONS)).toBeLessThan(states(futex, { ...ALL_REDUCTIONS, locals: false }));
  expect(states(futex, ALL_REDUCTIONS, 12)).toBeLessThan(states(futex, { ...ALL_REDUCTIONS, fold: false }, 12));
  expect(states(futex, ALL_REDUCTIONS, 8)).toBeLessThan(states(futex, { ...ALL_REDUCTIONS, merge: false }, 8));
});

test('what is taken for the state of a serving owner leaves fewer states of the ring', async () => {
  const ring = (await load('actor/src/ring.ts')) as ThreadStrategy;
  const states = (serve: boolean) =>
    exploreWith(ring, { contenders: 2, increments: 1 }, { ...ALL_REDUCTIONS, serve }, 30).states.length;
  expect(states(true)).toBeLessThan(states(false) / 2);
});

test('a lock that remembers in a local variable what nothing shows is explored with its ways apart', () => {
  const hasty = declare(
    'test/remembers-in-a-local',
    (atomics) =>
      class extends Tas(atomics) {
        override lock() {
          const before = atomics.add(this.view, this.base + 1, 1);
          atomics.load(this.view, this.base + 1);
          // Nothing has shown by now whether this contender came second, and enters without the lock.
          if (before === 0) super.lock();
          else atomics.exchange(this.view, this.base, 1);
        }
      },
    { words: 2 },
  );
  const bound = { contenders: 2, increments: 1, readers: 0 };
  const system = systemOf(hasty, bound, ALL_REDUCTIONS, 1);
  const limits = { states: 10_000, until: Infinity, depth: Infinity };
  expect(() => explore(system, RULES, true, limits)).toThrow(Unfounded);
  expect([...exploreWith(hasty, bound, ALL_REDUCTIONS).found.keys()]).toContain('overlap');
});

test('an owner that remembers in a local variable what nothing shows is explored without taking that for its state', () => {
  const counting = declareActor('test/counts-in-a-local', (atomics) => ({
    Owner: class extends SlotOwner(atomics) {
      override serve() {
        let served = 0;
        while (atomics.load(this.view, this.ended) === 0)
          for (let slot = this.slots; slot < this.slots + 2 * this.contenders; slot += 2)
            if (atomics.load(this.view, slot) === 1) {
              served++;
              this.answer(slot);
            }
        // The right count if it has answered everybody once, and only then.
        atomics.store(this.view, this.count, served);
      }
    },
    Client: SlotClient(atomics),
  }));
  const bound = { contenders: 2, increments: 1, readers: 0 };
  const system = systemOf(counting, bound, { ...ALL_REDUCTIONS, twins: false }, 1);
  const limits = { states: 10_000, until: Infinity, depth: Infinity };
  expect(() => explore(system, RULES, true, limits)).toThrow(Unfounded);
  const { found, complete } = exploreWith(counting, bound, ALL_REDUCTIONS);
  expect([complete, ...found.keys()]).toEqual([true]);
});

test('a lock whose closure remembers earlier calls is explored with its `make` called for each run', () => {
  const counting = declare(
    'test/counts-in-a-closure',
    (atomics) => {
      let calls = 0;
      return class extends Tas(atomics) {
        override lock() {
          calls++;
          // Never in a run of one increment.
          if (calls > 1) atomics.store(this.view, this.base, 0);
          super.lock();
        }
      };
    },
    { words: 1 },
  );
  const bound = { contenders: 2, increments: 1, readers: 0 };
  const system = systemOf(counting, bound, ALL_REDUCTIONS, 1);
  const limits = { states: 10_000, until: Infinity, depth: Infinity };
  expect(() => explore(system, RULES, true, limits)).toThrow(new Unfounded({ once: false }));
  const { found, complete } = exploreWith(counting, bound, ALL_REDUCTIONS);
  expect([complete, ...found.keys()]).toEqual([true]);
  expect([...exploreWith(counting, { ...bound, increments: 2 }, ALL_REDUCTIONS).found.keys()]).toContain('overlap');
});

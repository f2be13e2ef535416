import type { Strategy, World } from '@contend/counter';
import { expect, test } from 'vitest';
import { check } from './check.fixture.ts';
import { load } from './load.fixture.ts';
import adaptiveMutants from './mutants/adaptive.ts';
import adaptive from './sound/adaptive.ts';
import clh from './sound/clh.ts';
import flatCombining from './sound/flat-combining.ts';
import futex from './sound/futex.ts';
import mcs from './sound/mcs.ts';
import owned from './sound/owned.ts';
import promiseQueue from './sound/promise-queue.ts';
import rewrites from './sound/rewrites.ts';
import slotActor from './sound/slot-actor.ts';
import striped from './sound/striped.ts';
import ticket from './sound/ticket.ts';

const SOUND = [futex, adaptive, ticket, mcs, clh, owned, striped, slotActor, promiseQueue, ...rewrites];
const BUILT_IN = [
  'spinlock/src/tas.ts',
  'spinlock/src/ttas.ts',
  'atomic/src/add.ts',
  'atomic/src/compare-and-swap.ts',
  'promise-mutex/src/queue.ts',
  'promise-mutex/src/chain.ts',
  'promise-mutex/src/semaphore.ts',
  'promise-mutex/src/async-mutex.ts',
  'actor/src/mailbox.ts',
];

test.each(SOUND.map((strategy) => [strategy.id, strategy] as const))(
  '%s shows no violation up to 3 contenders × 2 increments',
  async (_id, strategy) => {
    for (const world of strategy.promises) await holds(strategy, world);
  },
);

async function holds(strategy: Strategy, world: World): Promise<void> {
  const report = await check(strategy, { world });
  expect(report.says).toBe('every schedule up to 3 contenders × 2 increments: no violation');
  expect(report.bounds.every(({ complete }) => complete)).toBe(true);
  if (strategy.order === 'fifo') expect(report.overtaken).toBe(0);
}

test.each(BUILT_IN)('%s shows no violation up to 3 contenders × 2 increments', async (file) => {
  const report = await check(await load(file));
  expect(report).toMatchObject({ verdict: 'no violation', reached: { contenders: 3, increments: 2 } });
});

test('flat combining shows none up to 2 × 2, and nobody is overtaken more often than it says', async () => {
  const report = await check(flatCombining, { contenders: 2 });
  expect(report).toMatchObject({ verdict: 'no violation', reached: { contenders: 2, increments: 2 } });
  expect(report.overtaken).toBeLessThanOrEqual(2);
});

test('the actor behind a ring shows none at 2 × 1, and more is given up where it is too much', async () => {
  const ring = await load('actor/src/ring.ts');
  expect(await check(ring, { contenders: 2, increments: 1 })).toMatchObject({ verdict: 'no violation' });
  const cut = await check(ring, { contenders: 2, increments: 2, states: 60_000 });
  expect(cut).toMatchObject({ verdict: 'gave up', reached: { contenders: 2, increments: 1 } });
  expect(cut.says).toBe('gave up; every schedule up to 2 contenders × 1 increment: no violation');
  expect(cut.reason).toContain('2 × 2 has more than 60000 states');
});

test('sleepers that wake for no reason do a sound lock no harm', async () => {
  for (const strategy of [futex, adaptive])
    expect(await check(strategy, { spurious: true })).toMatchObject({ verdict: 'no violation' });
  const parksOnce = adaptiveMutants.find(({ strategy }) => strategy.id === 'mutant/adaptive-parks-once');
  const { violations } = await check(parksOnce?.strategy ?? futex, { spurious: true });
  expect(violations[0]).toMatchObject({ kind: 'overlap', bound: { contenders: 2, increments: 1 } });
});

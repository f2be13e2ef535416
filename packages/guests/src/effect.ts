/**
 * effect's Semaphore with one permit, around an effect that a promise runs.
 *
 * The section is a description, made once; `runPromise` starts a fiber that runs it, takes the permit and gives it back
 * however the fiber ends, interruption included. That fiber is most of the price.
 *
 * @see https://effect.website/docs/v4/concurrency/semaphore
 */
import type { CounterStrategy } from '@contend/counter';
import { GuardedCount } from './guarded-count.ts';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('effect', async () => ({
  // The whole package takes several times as long to load.
  Effect: await import('effect/Effect'),
  Semaphore: await import('effect/Semaphore'),
}));

class EffectSemaphore extends GuardedCount {
  guarded = exported.Semaphore.makeUnsafe(1).withPermit(exported.Effect.promise(this.hit));

  increment(): Promise<number> {
    return exported.Effect.runPromise(this.guarded);
  }
}

export default {
  kind: 'counter',
  id: 'guests/effect',
  title: 'effect’s Semaphore(1)',
  summary: 'A semaphore of one permit from the npm package effect; each increment is a fiber of its own.',
  source: 'npm effect',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 1,
  guest: true,
  ...found,
  make: () => EffectSemaphore,
} satisfies CounterStrategy;

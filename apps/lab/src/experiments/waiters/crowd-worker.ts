/** Loads a strategy and lets a crowd of tasks at it, in a pool thread: its process stays answerable meanwhile. */
import { allocate, type Counter, lockedAsync, type Strategy } from '@contend/counter';
import { strategiesOf, wordsFor } from '@contend/counter/declaration';
import { crowd, type Timing } from './crowd.ts';

export interface Question extends Timing {
  /** URL of the strategy's module. */
  module: string;
  strategy: string;
  /** How many wait at a time. */
  waiters: number;
}

/** ns of CPU time per increment, or why there is none. */
export type Answer = { ns: number } | { reason: string };

function counterOf(strategy: Strategy, contenders: number): Counter {
  const { memory, view, regions } = allocate(wordsFor(strategy, contenders), 1);
  const { base, count: index } = regions[0] as (typeof regions)[number];
  const place = { memory, world: 'tasks' } as const;
  if (strategy.kind === 'counter') return new (strategy.make(Atomics, place))(view, base, 0, contenders);
  if (strategy.kind === 'async-lock') {
    return lockedAsync(new (strategy.make(Atomics, place))(view, base, 0, contenders), { view, index });
  }
  throw new Error(`${strategy.id} is of the kind ${strategy.kind}, which tasks cannot wait for`);
}

export default async function nsPerIncrement({ module, strategy: id, waiters, ...timing }: Question): Promise<Answer> {
  try {
    const strategy = strategiesOf(await import(module), module).find((each) => each.id === id) as Strategy;
    return { ns: await crowd(counterOf(strategy, waiters + 1), waiters + 1, timing) };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

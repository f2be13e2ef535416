/** Who is served when, of threads that come to a held lock one after the other. */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { allocate, type LockStrategy } from '@contend/counter';
import { wordsFor } from '@contend/counter/declaration';
import type { Comer } from './comer.fixture.ts';

/**
 * @param url of a lock whose first word changes whenever somebody joins its queue
 * @returns the comers' numbers in the order of being served; they come as 1, 2, 3 …
 */
export async function served(url: URL, comers: number): Promise<number[]> {
  const { default: strategy }: { default: LockStrategy } = await import(url.href);
  const contenders = comers + 1;
  const { memory, view, regions } = allocate(wordsFor(strategy, contenders), 1);
  const base = regions[0]?.base as number;
  const order = new Int32Array(new SharedArrayBuffer((comers + 1) * Int32Array.BYTES_PER_ELEMENT));
  const lock = new (strategy.make(Atomics, { memory, world: 'threads' }))(view, base, 0, contenders);
  const gone: Promise<unknown>[] = [];
  lock.lock();
  for (let contender = 1; contender <= comers; contender++) {
    const before = Atomics.load(view, base);
    const comer: Comer = { url: url.href, memory, base, contender, contenders, served: order };
    gone.push(
      once(new Worker(new URL('./comer.fixture.ts', import.meta.url), { workerData: comer, execArgv: [] }), 'exit'),
    );
    while (Atomics.load(view, base) === before) await setTimeout(1);
  }
  lock.unlock();
  await Promise.all(gone);
  return [...order.subarray(1)];
}

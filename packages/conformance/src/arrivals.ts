/** Who is served when, on one event loop. */
import type { AsyncLock, Counter } from '@contend/counter';

/** How often each place in the queue is taken again. */
const ROUNDS = 20;

/**
 * Comers arrive at a lock all at once, then while it is held and right after it has changed hands.
 *
 * @param crowd how many come first
 * @returns their numbers in the order of being let in; they are numbered in the order of coming
 */
export async function servedByLock(lock: AsyncLock, crowd: number): Promise<number[]> {
  const served: number[] = [];
  const visits: Promise<void>[] = [];
  const arrive = () => {
    if (visits.length < ROUNDS * crowd) visits.push(visit(visits.length));
  };
  const visit = async (comer: number) => {
    await lock.acquire();
    served.push(comer);
    arrive();
    lock.release();
    arrive();
  };
  for (let i = 0; i < crowd; i++) arrive();
  for (const visiting of visits) await visiting;
  return served;
}

/** As {@link servedByLock}, for a counter: who got which hit tells who was served when. */
export async function servedByCounter(counter: Pick<Counter, 'increment'>, crowd: number): Promise<number[]> {
  const hits = await Promise.all(Array.from({ length: ROUNDS * crowd }, () => counter.increment()));
  return hits.map((_, comer) => comer).sort((a, b) => (hits[a] as number) - (hits[b] as number));
}

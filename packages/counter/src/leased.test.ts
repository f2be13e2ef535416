import { expect, test } from 'vitest';
import { leased } from './leased.ts';

/** A lock that blocks, or answers later. */
function traced(later: boolean) {
  const steps: string[] = [];
  let count = 0;
  const answer = <T>(step: string, value: T): T | Promise<T> => {
    steps.push(step);
    return later ? Promise.resolve(value) : value;
  };
  const session = {
    acquire: () => answer('acquire', { release: () => answer('release', undefined) }),
    read: () => answer('read', count),
    write: (_: unknown, next: number) => {
      count = next;
      return answer(`write ${next}`, undefined);
    },
    value: () => answer('value', count),
    close: () => answer('close', undefined),
  };
  return { steps, session };
}

test.for([false, true])('an increment acquires, reads, works, writes and releases (later: %s)', async (later) => {
  const { steps, session } = traced(later);
  const counter = leased(session, () => steps.push('inside'));
  const hit = counter.increment();
  expect(hit instanceof Promise).toBe(later);
  expect(await hit).toBe(1);
  expect(steps).toEqual(['acquire', 'read', 'inside', 'write 1', 'release']);
  expect(await counter.value()).toBe(1);
  await counter.close();
  expect(steps.slice(-2)).toEqual(['value', 'close']);
});

test.for([false, true])('what fails inside releases the lock and counts nothing (later: %s)', async (later) => {
  const { steps, session } = traced(later);
  const counter = leased(session, () => {
    throw new Error('inside');
  });
  await expect((async () => counter.increment())()).rejects.toThrow('inside');
  expect(steps).toEqual(['acquire', 'read', 'release']);
  expect(await counter.value()).toBe(0);
});

import { expect, test } from 'vitest';
import { leased } from './leased.ts';
import { Refusal, surelyNotCounted } from './refusal.ts';
import type { LeaseSession, Session } from './strategy.ts';

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
  const hit = counter.increment('');
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
  await expect((async () => counter.increment(''))()).rejects.toThrow('inside');
  expect(steps).toEqual(['acquire', 'read', 'release']);
  expect(await counter.value()).toBe(0);
});

/** A lock whose steps fail where told to. */
function failing(at: 'acquire' | 'read' | 'write' | 'release', later: boolean, error: unknown) {
  const answer = (step: string): unknown => {
    if (step !== at) return later ? Promise.resolve(1) : 1;
    if (later) return Promise.reject(error);
    throw error;
  };
  const session = {
    acquire: () => {
      const lease = { release: () => answer('release') };
      const acquired = answer('acquire');
      return acquired instanceof Promise ? acquired.then(() => lease) : lease;
    },
    read: () => answer('read'),
    write: () => answer('write'),
  };
  return leased(session as unknown as LeaseSession);
}

const failure = async (counter: Session) => {
  try {
    await counter.increment('');
  } catch (error) {
    return error;
  }
  return undefined;
};

test.for([false, true])('what fails before it writes surely was not counted (later: %s)', async (later) => {
  for (const at of ['acquire', 'read'] as const)
    expect(surelyNotCounted(await failure(failing(at, later, new Error(at))))).toBe(true);
});

test.for([false, true])('what fails as it writes or afterwards may have been counted (later: %s)', async (later) => {
  for (const at of ['write', 'release'] as const) {
    const error = await failure(failing(at, later, new Error(at)));
    expect(error).toMatchObject({ message: at });
    expect(surelyNotCounted(error)).toBe(false);
  }
});

test('a lock may say of its own that a write was refused, and throw anything', async () => {
  expect(surelyNotCounted(await failure(failing('write', true, new Refusal('stale token'))))).toBe(true);
  expect(await failure(failing('acquire', true, 'held'))).toMatchObject({ message: 'held', counted: false });
});

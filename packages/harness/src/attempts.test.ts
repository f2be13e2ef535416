import type { Session } from '@contend/counter';
import { Refusal } from '@contend/counter';
import { expect, test } from 'vitest';
import { Attempts } from './attempts.ts';

const LONG_MS = 600_000;

/** A session whose increments fail with the errors given, one after the other, and then count. */
function session(errors: unknown[], later: boolean) {
  const ids: string[] = [];
  let hits = 0;
  const made = {
    increment(id: string) {
      ids.push(id);
      if (errors.length === 0) return later ? Promise.resolve(++hits) : ++hits;
      if (later) return Promise.reject(errors.shift());
      throw errors.shift();
    },
  };
  return { ids, session: made as Session };
}

const patient = { idempotent: false, patienceMs: LONG_MS };

test.for([false, true])('an increment is attempted until it is acknowledged (later: %s)', async (later) => {
  const errors = [new Refusal('busy'), new Error('reset'), { counted: false }, 'gone'];
  const { ids, session: failing } = session(errors, later);
  const attempts = new Attempts(failing, patient);
  expect(await attempts.increment()).toBe(1);
  expect(await attempts.increment()).toBe(2);
  expect(attempts.failed).toEqual({ refused: 2, unknown: 2 });
  expect(new Set(ids).size).toBe(ids.length);
});

test.for([false, true])(
  'an outcome that is unknown is asked for again by its id, where that counts once (later: %s)',
  async (later) => {
    const { ids, session: failing } = session([new Error('reset'), new Refusal('offline'), new Error('reset')], later);
    const attempts = new Attempts(failing, { ...patient, idempotent: true });
    expect(await attempts.increment()).toBe(1);
    expect(attempts.failed).toEqual({ refused: 1, unknown: 0 });
    // The refusal says that this attempt was not counted: the one before it may have been.
    expect(ids).toEqual(Array(4).fill(ids[0]));
    expect(await attempts.increment()).toBe(2);
    expect(ids.at(-1)).not.toBe(ids[0]);
  },
);

test.for([false, true])('it gives up in the end, with the last error (later: %s)', async (later) => {
  const errors = Array.from({ length: 10 }, (_, i) => new Error(`attempt ${i + 1}`));
  const { ids, session: failing } = session(errors, later);
  const attempts = new Attempts(failing, { idempotent: true, patienceMs: -1 });
  await expect((async () => attempts.increment())()).rejects.toThrow('attempt 3');
  // What was never acknowledged may have counted, once.
  expect(attempts.failed).toEqual({ refused: 0, unknown: 1 });
  expect(ids).toHaveLength(3);
});

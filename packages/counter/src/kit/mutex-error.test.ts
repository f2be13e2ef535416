import { expect, test } from 'vitest';
import {
  AbortError,
  BrokenBarrierError,
  DeadlockError,
  MutexError,
  NotHeldError,
  NotRecoverableError,
  RelockError,
  TimeoutError,
  type Wait,
} from './mutex-error.ts';

const A: Wait = { contender: 'A', holds: 'one', waitsFor: 'two', at: 'a.js:1:2' };
const B: Wait = { contender: 'B', holds: 'two', waitsFor: 'one', at: undefined };

test.for([
  [new NotHeldError(), 'NotHeldError', 'not-held'],
  [new DeadlockError([A, B]), 'DeadlockError', 'deadlock'],
  [new RelockError({ ...A, waitsFor: 'one' }), 'RelockError', 'relock'],
  [new TimeoutError(5), 'TimeoutError', 'timeout'],
  [new AbortError('enough'), 'AbortError', 'abort'],
  [new NotRecoverableError(), 'NotRecoverableError', 'not-recoverable'],
  [new BrokenBarrierError(), 'BrokenBarrierError', 'broken-barrier'],
] as const)('%s: one line, a name and a code', ([error, name, code]) => {
  expect(error).toBeInstanceOf(MutexError);
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name, code });
  expect(error.message).not.toContain('\n');
  // How to mend it stands behind a colon.
  expect(error.message).toContain(': ');
  expect(error.stack).toContain(`${name}: ${error.message}\n`);
});

test('a deadlock says who holds what since where', () => {
  expect(new DeadlockError([A, B]).message).toBe(
    'deadlock: A holds one since a.js:1:2 and waits for two; B holds two and waits for one: ' +
      'lock them in the same order everywhere',
  );
  expect(structuredClone(new DeadlockError([A, B]).cycle)).toEqual([A, B]);
});

test('locking twice is the deadlock of one', () => {
  const error = new RelockError({ ...A, waitsFor: 'one' });
  expect(error).toBeInstanceOf(DeadlockError);
  expect(error.cycle).toEqual([{ ...A, waitsFor: 'one' }]);
});

test.for([[new Error('gone')], ['gone'], [undefined], [Symbol('gone')]])(
  'an abort keeps its reason: %s',
  ([reason]) => {
    const error = new AbortError(reason);
    expect(error.cause).toBe(reason);
    expect(error.message).toContain(reason === undefined ? 'undefined' : 'gone');
  },
);

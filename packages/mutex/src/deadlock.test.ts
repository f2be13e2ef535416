import { expect, test } from 'vitest';
import { DeadlockError, RelockError, type ThreadWait } from './index.ts';
import { type Actor, Stage } from './stage.fixture.ts';

interface Told {
  name: string;
  code: string;
  message: string;
  cycle: ThreadWait[];
}

/** Each holds a mutex and waits for the next one's: at least one is told so, and then all the others go on. */
async function circle(stage: Stage, size: number, traced = 0): Promise<Told[]> {
  const actors: Actor[] = Array.from({ length: size }, (_, i) => stage.start('grab', i, (i + 1) % size, traced));
  for (const actor of actors) expect(await actor.says()).toBe('holds');
  stage.open();
  const outcomes = await Promise.all(actors.map((actor) => actor.says<string | Told>()));
  const told = outcomes.filter((outcome): outcome is Told => typeof outcome !== 'string');
  expect(told.length).toBeGreaterThanOrEqual(1);
  for (const outcome of outcomes) if (typeof outcome === 'string') expect(outcome).toBe('got both');
  return told;
}

test.each([2, 3])('a circle of %i threads is named, with who holds what and who waits where', async (size) => {
  const told = await circle(new Stage(), size);
  for (const { name, code, message, cycle } of told) {
    expect({ name, code }).toEqual({ name: 'DeadlockError', code: 'deadlock' });
    expect(cycle).toHaveLength(size);
    for (const [i, { contender, holds, waitsFor, waitsAt, at }] of cycle.entries()) {
      expect(contender).toMatch(/^thread \d+$/);
      expect(waitsFor).toBe(cycle[(i + 1) % size]?.holds);
      expect(holds).not.toBe(waitsFor);
      expect(at).toBeUndefined();
      if (told.length === 1) expect(waitsAt).toMatch(/grab.*actor\.fixture\.ts:\d+:\d+/);
      expect(message).toContain(`${contender} holds ${holds} and waits for ${waitsFor}`);
    }
    expect(new Set(cycle.map(({ contender }) => contender)).size).toBe(size);
  }
});

test('where locks are traced, it says since where each is held', async () => {
  for (const { cycle } of await circle(new Stage(), 2, 1))
    for (const { at, waitsAt } of cycle) if (waitsAt !== undefined) expect(at).toMatch(/actor\.fixture\.ts:\d+:\d+/);
});

test('a thread that locks what it holds is told so at once, and holds it still', () => {
  const { mutex } = new Stage();
  using guard = mutex.lock();
  expect(() => mutex.lock()).toThrow(RelockError);
  expect(() => mutex.lock({ timeout: 10 })).toThrow(DeadlockError);
  expect(mutex.tryLock()).toBeUndefined();
  expect(guard.held).toBe(true);
});

test('a thread that would block for what one of its tasks holds is told so at once', async () => {
  const { mutex } = new Stage();
  using _ = await mutex.lockAsync();
  expect(() => mutex.lock()).toThrow('a task of the main thread holds mutex A, and the thread blocks to wait for it');
});

test('waiting long for who waits for nobody is no deadlock', async () => {
  const stage = new Stage();
  const guard = stage.mutex.lock();
  const waiter = stage.start('waitBlocked');
  await waiter.waits('waitBlocked');
  // Time to be accused in, if that were to happen: it passes however long that is.
  await new Promise((resolve) => setTimeout(resolve, 300));
  guard.release();
  expect(await waiter.says()).toBe('got it');
});

import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { DeadlockError, Mutex, RelockError, TimeoutError } from './index.ts';
import { Registry } from './registry.ts';
import { Stage } from './stage.fixture.ts';
import { SLOTS } from './threads.ts';

function three() {
  const view = new Int32Array(new SharedArrayBuffer(12));
  return ['A', 'B', 'C'].map((name, i) => new Mutex(view, i, { name: `mutex ${name}` })) as [Mutex, Mutex, Mutex];
}

test.each([2, 3])('a circle of %i tasks is named, with who holds what since where', async (size) => {
  const mutexes = three();
  const held = mutexes.slice(0, size).map((mutex, i) => mutex.lockAsync({ as: `task ${i}` }));
  const guards = await Promise.all(held);
  const outcomes = await Promise.allSettled(
    guards.map(async (guard, i) => {
      using _held = guard;
      using _wanted = await (mutexes[(i + 1) % size] as Mutex).lockAsync({ as: `task ${i}` });
    }),
  );
  const errors = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  expect(errors.length).toBeGreaterThanOrEqual(1);
  for (const error of errors) {
    expect(error).toBeInstanceOf(DeadlockError);
    expect(error.cycle).toHaveLength(size);
    for (const { contender, holds, at, waitsAt } of error.cycle) {
      const i = Number(contender.at(-1));
      expect(holds).toBe(mutexes[i]?.name);
      expect(at).toMatch(/contender\.test\.ts:\d+:\d+/);
      expect(waitsAt).toMatch(/contender\.test\.ts:\d+:\d+/);
      expect(at).not.toBe(waitsAt);
    }
  }
  for (const mutex of mutexes) mutex.lock().release();
});

test('a circle of a task and a blocked thread is named', async () => {
  const stage = new Stage();
  const [, b] = [0, 1].map((i) => new Mutex(stage.view, i, { name: `mutex ${'AB'[i]}` }));
  const guard = await stage.mutex.lockAsync({ as: 'importer' });
  const thread = stage.start('grab', 1, 0);
  expect(await thread.says()).toBe('holds');
  stage.open();
  const mine = (async () => {
    using _held = guard;
    using _wanted = await (b as Mutex).lockAsync({ as: 'importer' });
    return 'got both';
  })().catch((error) => error);
  const outcomes = [await mine, await thread.says()] as (string | DeadlockError)[];
  const errors = outcomes.filter((outcome) => typeof outcome !== 'string');
  expect(errors.length).toBeGreaterThanOrEqual(1);
  for (const { code, cycle } of errors) {
    expect(code).toBe('deadlock');
    expect(cycle.map(({ contender }) => contender)).toContain('importer');
    expect(cycle.map(({ holds }) => holds).toSorted()).toEqual(['mutex A', 'mutex B']);
  }
});

test('a task that asks for what it holds is told so, and since where; another may wait for it', async () => {
  const [mutex] = three();
  const me = { name: 'importer' };
  const guard = await mutex.lockAsync({ as: me });
  const error = await mutex.lockAsync({ as: me }).catch((error) => error);
  expect(error).toBeInstanceOf(RelockError);
  expect(error.cycle[0]).toMatchObject({ contender: 'importer', holds: 'mutex A', waitsFor: 'mutex A' });
  expect(error.cycle[0].at).toMatch(/contender\.test\.ts/);
  const other = mutex.lockAsync({ as: { name: 'importer' } });
  // Time to be accused of a deadlock in, if that were to happen: it passes however long that is.
  await sleep(120);
  guard.release();
  (await other).release();
});

test('waits that end are no deadlock: time runs out, and the name can be used again', async () => {
  const [a, b] = three();
  for (let i = 0; i < 3; i++) {
    const held = [await a.lockAsync({ as: 'one' }), await b.lockAsync({ as: 'two' })];
    for (const timeout of [0, 60]) await expect(b.lockAsync({ as: 'one', timeout })).rejects.toThrow(TimeoutError);
    for (const guard of held) guard.release();
  }
});

test('many tasks that lock in the same order are never accused', async () => {
  const [a, b] = three();
  let count = 0;
  await Promise.all(
    Array.from({ length: 20 }, async (_, i) => {
      for (let j = 0; j < 10; j++) {
        using _a = await a.lockAsync({ as: `task ${i}` });
        await turn();
        using _b = await b.lockAsync({ as: `task ${i}` });
        count++;
      }
    }),
  );
  expect(count).toBe(200);
});

test('a contender that waits twice at a time is refused', async () => {
  const [a, b] = three();
  using _a = await a.lockAsync();
  using _b = await b.lockAsync();
  const waits = a.lockAsync({ as: 'one', timeout: 50 });
  await expect(b.lockAsync({ as: 'one' })).rejects.toThrow('one waits for a mutex already');
  await expect(waits).rejects.toThrow(TimeoutError);
});

test('names that hold nothing any more take no place', async () => {
  const [mutex] = three();
  for (let i = 0; i < 3_000; i++) (await mutex.lockAsync({ as: `task ${i}` })).release();
  const names = Array.from({ length: 500 }, (_, i) => mutex.runExclusive(() => i, { as: `task ${i}` }));
  expect(await Promise.all(names)).toHaveLength(500);
});

test('a task that asks twice before it has heard of the first is told that it holds the mutex', async () => {
  const [mutex] = three();
  const first = mutex.lockAsync({ as: 'one' });
  await expect(mutex.lockAsync({ as: 'one' })).rejects.toThrow(RelockError);
  (await first).release();
});

test('more contenders than there is room for are refused with a code, and the others go on', async () => {
  const [mutex] = three();
  const held = Array.from(
    { length: SLOTS },
    (_, i) => new Mutex(new Int32Array(new SharedArrayBuffer(4)), 0, { name: `${i}` }),
  );
  const outcomes = await Promise.allSettled(held.map((each, i) => each.lockAsync({ as: `task ${i}` })));
  const refused = outcomes.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(refused.length).toBeGreaterThan(0);
  for (const error of refused)
    expect(error).toMatchObject({ name: 'TooManyContendersError', code: 'too-many-contenders' });
  (await mutex.lockAsync()).release();
  const worker = new Stage().start('waitBlocked');
  expect(await worker.error).toMatchObject({ code: 'too-many-contenders' });
  for (const each of outcomes) if (each.status === 'fulfilled') each.value.release();
  const again = new Stage().start('waitBlocked');
  expect([await again.says(), await again.says()]).toEqual(['waits', 'got it']);
});

test('hand-overs cost as much with one named waiter among many as without, and with many named ones', async () => {
  const [mutex] = three();
  const written = vi.spyOn(Registry.prototype, 'setWait');
  onTestFinished(() => written.mockRestore());
  const guard = mutex.lock();
  const named = Array.from({ length: 300 }, (_, i) => mutex.runExclusive(() => {}, { as: `task ${i}` }));
  const unnamed = Array.from({ length: 300 }, () => mutex.runExclusive(() => {}));
  guard.release();
  await Promise.all([...named, ...unnamed]);
  // Each named one says once that it waits and once that it does no longer, and again where a busy machine lets all of them
  // stand still for as long as one sleeps. Each at each hand-over would make 300 × 300 / 2 and more.
  expect(written.mock.calls.length).toBeLessThan(20_000);
});

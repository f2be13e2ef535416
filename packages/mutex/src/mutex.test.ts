import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { Condition, Mutex, NotHeldError, TimeoutError } from './index.ts';
import { Stage } from './stage.fixture.ts';

const fresh = () => new Mutex(new Int32Array(new SharedArrayBuffer(8)), 1);

test('a guard releases the mutex on every way out of its block', () => {
  const mutex = fresh();
  const free = () => {
    const guard = mutex.tryLock();
    guard?.release();
    return guard !== undefined;
  };
  const returning = () => {
    using _ = mutex.lock();
    expect(free()).toBe(false);
    return 1;
  };
  expect(returning()).toBe(1);
  expect(free()).toBe(true);
  expect(() => {
    using _ = mutex.lock();
    throw new Error('out');
  }).toThrow('out');
  expect(free()).toBe(true);
  for (const leave of [true, false]) {
    using _ = mutex.lock();
    if (leave) continue;
    break;
  }
  expect(free()).toBe(true);
});

test('a guard is released once: again is an error, the end of its block is not', () => {
  const mutex = fresh();
  {
    using guard = mutex.lock();
    guard.release();
    expect(() => guard.release()).toThrow(NotHeldError);
    using other = mutex.lock();
    expect(() => guard.release()).toThrow(NotHeldError);
    expect(() => guard.markConsistent()).toThrow(NotHeldError);
    expect(() => guard.declareLost()).toThrow(NotHeldError);
    expect(other.held).toBe(true);
  }
  expect(mutex.tryLock()).toBeDefined();
});

test('a mutex takes back its guard once, and no other mutex’s', async () => {
  for (const mutex of [fresh(), new Mutex()]) {
    const { view, index } = mutex.share();
    const guard = mutex.lock();
    expect(() => new Mutex().unlock(guard)).toThrow(NotHeldError);
    expect(guard.held && mutex.locked).toBe(true);
    mutex.unlock(guard);
    expect(guard.held || mutex.locked).toBe(false);
    const again = mutex.lock();
    expect(() => mutex.unlock(guard)).toThrow(NotHeldError);
    expect(mutex.locked).toBe(true);
    new Mutex(view, index).unlock(again);
    const named = await mutex.lockAsync({ as: 'a task' });
    mutex.unlock(named);
    expect(() => mutex.unlock(named)).toThrow(NotHeldError);
    expect(mutex.locked).toBe(false);
  }
});

test('nobody but the holder releases: the word itself is looked at', () => {
  const stage = new Stage();
  const guard = stage.mutex.lock();
  const theirs = (stage.view[0] as number) + 1;
  stage.view[0] = theirs;
  expect(() => guard.release()).toThrow(NotHeldError);
  expect(stage.view[0]).toBe(theirs);
});

test('a thread that waits gives up when its time is up, and the mutex goes on', async () => {
  const stage = new Stage();
  const holder = stage.start('hold');
  await holder.says();
  for (const timeout of [0, 5, 120]) {
    const begun = performance.now();
    expect(() => stage.mutex.lock({ timeout })).toThrow(TimeoutError);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(timeout);
  }
  expect(() => stage.mutex.lock({ timeout: 1 })).toThrow('not locked within 1 ms');
});

test('a thread that waits gets the mutex when it is released', async () => {
  const stage = new Stage();
  const guard = stage.mutex.lock();
  const waiter = stage.start('waitBlocked');
  await waiter.waits('waitBlocked');
  guard.release();
  expect(await waiter.says()).toBe('got it');
});

function withNotice(timeout: number) {
  const view = new Int32Array(new SharedArrayBuffer(8));
  const mutex = new Mutex(view, 0);
  using guard = mutex.lock();
  new Condition(mutex, view, 1).wait(guard, { timeout });
}

test.each([
  ['no view', () => new Mutex([] as never, 0), 'give it an Int32Array over a SharedArrayBuffer'],
  [
    'memory that is not shared',
    () => new Mutex(new Int32Array(4), 0),
    'give it an Int32Array over a SharedArrayBuffer',
  ],
  ['an index outside', () => new Mutex(new Int32Array(new SharedArrayBuffer(4)), 1), 'give it an index from 0 to 0'],
  ['a time that is none', () => withNotice(Number.NaN), 'give ms from 0, or leave it out'],
  ['a time in another type', () => withNotice('100' as never), 'timeout is "100": give a number of ms'],
  ['a time without its name', () => fresh().lock(100 as never), 'options are 100: give an object'],
  ['null', () => fresh().lock(null as never), 'options are null: give an object'],
])('%s is refused in one line that says what to give', (_what, make, line) => {
  expect(make).toThrow(line);
});

test('a mutex lies on any shared memory, at any word of it', () => {
  const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const mutex = new Mutex(new Int32Array(buffer, 64), 3);
  expect(mutex.name).toBe('the mutex at word 19');
  using _ = mutex.lock();
  expect(new Int32Array(buffer).findIndex((word) => word !== 0)).toBe(19);
});

test('a mutex may bring memory of its own, and be handed to threads with its condition', async () => {
  const mutex = new Mutex({ name: 'the ledger' });
  const condition = new Condition(mutex);
  const guard = mutex.lock();
  const code = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { Condition, Mutex } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))});
    const mutex = Mutex.from(workerData.mutex);
    parentPort.postMessage([mutex.name, mutex.locked, mutex.tryLock() === undefined]);
    const condition = Condition.from(workerData.condition);
    const guard = condition.mutex.lock();
    condition.notifyOne();
    guard.release();
  `;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), {
    workerData: { mutex: mutex.share(), condition: condition.share() },
    execArgv: [],
  });
  onTestFinished(async () => {
    await worker.terminate();
  });
  expect(await once(worker, 'message')).toEqual([['the ledger', true, true]]);
  expect(await condition.waitAsync(guard)).toBe(true);
  const missing = {} as { view: Int32Array };
  for (const make of [
    () => new Mutex(missing.view),
    () => new Condition(mutex, missing.view),
    () => Mutex.from(missing as never),
    () => Condition.from({ ...condition.share(), ...missing, view: missing.view }),
  ])
    expect(make).toThrow('give it an Int32Array over a SharedArrayBuffer');
  expect([new Mutex().name, new Mutex().name].map((name) => name.replace(/\d+/, 'N'))).toEqual(['mutex N', 'mutex N']);
});

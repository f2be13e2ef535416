/** What test runners, frameworks and programs do to the globals and to the objects is nothing to a mutex. */
import { execFileSync } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import { Condition, DeadlockError, KeyedMutex, Mutex, RWLock, Semaphore, TimeoutError } from './index.ts';

const { prepareStackTrace } = Error;

afterEach(() => {
  vi.useRealTimers();
  Error.prepareStackTrace = prepareStackTrace;
});

test('limits run by the real clock while timers are fake', async () => {
  vi.useFakeTimers();
  const mutex = new Mutex();
  const guard = await mutex.lock();
  await expect(mutex.lock({ timeout: 5 })).rejects.toThrow(TimeoutError);
  expect(await new Condition(mutex).wait(guard, { timeout: 5 })).toBe(false);
});

test.each([
  ['call sites', (_: Error, sites: unknown[]) => sites],
  ['an error', () => expect.fail('a trace cannot be made')],
])('where traces become %s, deadlocks are what they were', async (_, prepare) => {
  const [a, b] = [new Mutex({ name: 'a' }), new Mutex({ name: 'b' })];
  Error.prepareStackTrace = prepare;
  await a.lock({ as: 'one' });
  await b.lock({ as: 'two' });
  const waits = b.lock({ as: 'one', timeout: 50 }).catch((error) => error);
  const error = await a.lock({ as: 'two' }).catch((error) => error);
  await waits;
  Error.prepareStackTrace = prepareStackTrace;
  expect(error).toBeInstanceOf(DeadlockError);
  expect(error.cycle.map(({ at }: { at?: string }) => at)).toEqual([undefined, undefined]);
});

test('frozen intrinsics change nothing', () => {
  const script = `
    import { Mutex } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
    const mutex = new Mutex();
    await mutex.lock({ as: 'one' });
    const { name, cycle } = await mutex.lock({ as: 'one' }).catch((error) => error);
    console.log(name, cycle.length);
  `;
  const args = ['--frozen-intrinsics', '--no-warnings', '--input-type=module', '-e', script];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('RelockError 1\n');
});

/** As Vue's `reactive` and MobX do: whatever is read from it comes wrapped as well, and methods run on the wrapper. */
function reactive<T extends object>(target: T): T {
  return new Proxy(target, {
    get(of, key) {
      const value = Reflect.get(of, key);
      return typeof value === 'object' && value !== null ? reactive(value) : value;
    },
  });
}

test('behind proxies it is the same mutex, its guards are the same guards, and so are its conditions', async () => {
  const plain = new Mutex();
  const mutex = reactive(plain);
  const guard = await mutex.lock({ timeout: 50 });
  await expect(plain.lock({ timeout: 5 })).rejects.toThrow(TimeoutError);
  const condition = new Condition(plain);
  for (const [on, by] of [
    [condition, reactive(guard)],
    [reactive(condition), guard],
    [new Condition(mutex), guard],
  ] as const) {
    expect(await on.wait(by, { timeout: 5 })).toBe(false);
  }
  reactive(guard).release();
  using again = mutex.tryLock();
  expect(again?.release).toBeDefined();
  const told = mutex.lockAsync({ as: 'one' }).then((guard) => guard.release());
  again?.release();
  await told;
  expect(await mutex.runExclusive(() => 1, { as: 'two' })).toBe(1);
});

test('behind proxies a semaphore, a readers-writer lock and the mutexes of keys are what they were', async () => {
  const semaphore = new Semaphore(2);
  const permit = reactive(await reactive(semaphore).acquire({ weight: 2, timeout: 50 }));
  const permits = reactive(semaphore).acquire();
  permit.release();
  (await permits).release();
  expect(semaphore.available).toBe(2);

  const lock = new RWLock();
  const one = { name: 'one' };
  const reader = reactive(await reactive(lock).read({ as: one }));
  const writer = reactive(reader.tryUpgrade() ?? expect.fail('there are no other readers'));
  const again = reactive(writer.downgrade());
  await expect(reactive(lock).write({ as: one })).rejects.toThrow(DeadlockError);
  again.release();
  // What was released is forgotten, or this would be a deadlock.
  const other = await lock.write({ as: 'two' });
  const waiting = lock.write({ as: one });
  other.release();
  (await waiting).release();

  const keys = new KeyedMutex();
  const guard = reactive(await reactive(keys).lock('key', { as: 'one' }));
  const next = reactive(keys).runExclusive('key', () => keys.size);
  guard.release();
  expect(await next).toBe(1);
  expect(keys.size).toBe(0);
});

test('a subclass may have names of its own', async () => {
  class Named extends Mutex {
    queue = 'mine';
    holder = 'mine';
  }
  const mutex = new Named();
  const guard = await mutex.lock();
  const next = mutex.lock({ timeout: 1e6 });
  guard.release();
  (await next).release();
  expect(mutex).toMatchObject({ queue: 'mine', holder: 'mine' });
});

test('the timer of a signal ends a wait that nothing else keeps alive', () => {
  const script = `
    import { Mutex } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
    const mutex = new Mutex();
    await mutex.lock();
    await mutex.lock({ signal: AbortSignal.timeout(50) }).catch(({ code }) => console.log(code));
  `;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe('abort\n');
});

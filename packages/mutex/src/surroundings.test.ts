/** What test runners and programs do to the globals is nothing to a mutex. */
import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test, vi } from 'vitest';
import { Condition, DeadlockError, Mutex, TimeoutError } from './index.ts';
import { Stage } from './stage.fixture.ts';

const { prepareStackTrace } = Error;

afterEach(() => {
  vi.useRealTimers();
  Error.prepareStackTrace = prepareStackTrace;
});

test('limits run by the real clock while timers are fake', async () => {
  const stage = new Stage();
  expect(await stage.start('hold').says()).toBe('holds');
  const view = new Int32Array(new SharedArrayBuffer(8));
  const mine = new Mutex(view, 0);
  const condition = new Condition(mine, view, 1);
  vi.useFakeTimers();
  expect(() => stage.mutex.lock({ timeout: 5 })).toThrow(TimeoutError);
  await expect(stage.mutex.lockAsync({ timeout: 5 })).rejects.toThrow(TimeoutError);
  const guard = mine.lock();
  expect(condition.wait(guard, { timeout: 5 })).toBe(false);
  expect(await condition.waitAsync(guard, { timeout: 5 })).toBe(false);
  guard.release();
});

test('an event loop that waited under real timers ends under fake ones', () => {
  const script = `
    import { Mutex } from ${JSON.stringify(import.meta.resolve('./index.ts'))};
    const mutex = new Mutex(new Int32Array(new SharedArrayBuffer(4)));
    const guard = mutex.lock();
    const turn = mutex.lockAsync();
    globalThis.clearInterval = globalThis.clearTimeout = () => { throw new Error('that timer is none of mine'); };
    guard.release();
    (await turn).release();
    console.log('ends');
  `;
  expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toBe('ends\n');
});

test.each([
  ['call sites', (_: Error, sites: unknown[]) => sites],
  ['an error', () => expect.fail('a trace cannot be made')],
])('where traces become %s, waits and deadlocks are what they were', async (_, prepare) => {
  const stage = new Stage();
  expect(await stage.start('hold').says()).toBe('holds');
  const [a, b] = [0, 1].map((i) => new Mutex(new Int32Array(new SharedArrayBuffer(4)), 0, { name: `mutex ${i}` }));
  Error.prepareStackTrace = prepare;
  // Long enough for the place to be looked for, which is when the first sleep ends.
  const blocked = stage.mutex.tryLock() ?? attempt(() => stage.mutex.lock({ timeout: 120 }));
  const held = [await a?.lockAsync({ as: 'one' }), await b?.lockAsync({ as: 'two' })];
  const crossed = await Promise.allSettled([
    b?.lockAsync({ as: 'one', timeout: 500 }),
    a?.lockAsync({ as: 'two', timeout: 500 }),
  ]);
  Error.prepareStackTrace = prepareStackTrace;
  expect(blocked).toBeInstanceOf(TimeoutError);
  expect(held.every((guard) => guard?.held)).toBe(true);
  const [error] = crossed.flatMap((each) =>
    each.status === 'rejected' && each.reason instanceof DeadlockError ? [each.reason] : [],
  );
  expect(error?.cycle.map(({ holds, at }) => [holds, at]).toSorted()).toEqual([
    ['mutex 0', undefined],
    ['mutex 1', undefined],
  ]);
});

test.each([
  ['frozen intrinsics change nothing', ['--frozen-intrinsics'], ''],
  ['nor does it matter when WebAssembly has no memory', [], `WebAssembly.Memory = () => { throw new RangeError(); };`],
  ['nor when it compiles nothing', [], `WebAssembly.Module = () => { throw new WebAssembly.CompileError(); };`],
])('%s', (_, flags, before) => {
  const script = `
    import { Worker } from 'node:worker_threads';
    ${before}
    const { Mutex } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))});
    const mutex = new Mutex();
    const guard = await mutex.lockAsync({ as: 'one' });
    const { name, cycle } = await mutex.lockAsync({ as: 'one' }).catch((error) => error);
    mutex.unlock(guard);
    mutex.lock().release();
    const locks = \`
      import { workerData } from 'node:worker_threads';
      const { Mutex } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))});
      Mutex.from(workerData).lock();
    \`;
    const url = new URL('data:text/javascript,' + encodeURIComponent(locks));
    const worker = new Worker(url, { workerData: mutex.share() });
    await new Promise((resolve) => worker.once('exit', resolve));
    console.log(name, cycle.length, mutex.lock().ownerDied);
  `;
  const args = [...flags, '--no-warnings', '--input-type=module', '-e', script];
  expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('RelockError 1 true\n');
});

function attempt(what: () => unknown): unknown {
  try {
    return what();
  } catch (error) {
    return error;
  }
}

test('memory of another realm is shared memory, and plain memory of another is not', () => {
  const mutex = new Mutex(runInNewContext('new Int32Array(new SharedArrayBuffer(4))'));
  using _ = mutex.lock();
  expect(mutex.tryLock()).toBeUndefined();
  expect(() => new Mutex(runInNewContext('new Int32Array(1)'))).toThrow('over a SharedArrayBuffer');
});

test('a subclass may have names of its own', async () => {
  class Named extends Mutex {
    queue = 'mine';
    tasks = 'mine';
    word = 'mine';
    watch = 'mine';
  }
  const mutex = new Named(new Int32Array(new SharedArrayBuffer(4)));
  const guard = mutex.lock();
  const next = mutex.lockAsync({ as: 'one' });
  guard.release();
  (await next).release();
  expect(mutex).toMatchObject({ queue: 'mine', tasks: 'mine', word: 'mine', watch: 'mine' });
});

test.each([[], ['--permission', '--allow-worker', '--allow-fs-read=*']])(
  'deaths are noticed where `process` hears nothing: %s',
  (...flags) => {
    const index = JSON.stringify(import.meta.resolve('./index.ts'));
    const holds = `
      import { parentPort, workerData } from 'node:worker_threads';
      const { Mutex } = await import(${index});
      new Mutex(workerData).lock();
      parentPort.postMessage('holds');
      setInterval(() => {}, 1e6);
    `;
    const script = `
      import { Worker } from 'node:worker_threads';
      process.on = () => process;
      const { Mutex } = await import(${index});
      const view = new Int32Array(new SharedArrayBuffer(4));
      const worker = new Worker(new URL(${JSON.stringify(`data:text/javascript,${encodeURIComponent(holds)}`)}), { workerData: view });
      await new Promise((resolve) => worker.once('message', resolve));
      await worker.terminate();
      console.log(new Mutex(view).tryLock()?.ownerDied);
    `;
    const args = [...flags, '--no-warnings', '--input-type=module', '-e', script];
    expect(execFileSync(process.execPath, args, { encoding: 'utf8' })).toBe('true\n');
  },
);

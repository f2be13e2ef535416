import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, expect, test } from 'vitest';
import { Condition, DeadlockError, Mutex, type MutexHandle, RelockError, TimeoutError } from './index.ts';
import { RESERVED } from './lock-word.ts';

const workers: Worker[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});

const fair = (name?: string) => new Mutex({ fair: true, name });

/** A thread that does what the code says with `mutex`, and says what it wants to. */
function thread(mutex: Mutex, code: string, data?: unknown): Worker {
  const program = `
    import { parentPort, workerData } from 'node:worker_threads';
    const { Mutex } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))});
    const mutex = Mutex.from(workerData.handle);
    const { data } = workerData;
    const say = (what) => parentPort.postMessage(what);
    ${code}
  `;
  const url = new URL(`data:text/javascript,${encodeURIComponent(program)}`);
  const worker = new Worker(url, { workerData: { handle: mutex.share(), data }, execArgv: [] });
  workers.push(worker);
  return worker;
}

const said = async (worker: Worker) => (await once(worker, 'message'))[0];
const bitOf = ({ view, index }: MutexHandle) => Atomics.load(view, index) & RESERVED;
const isReserved = (mutex: Mutex) => expect.poll(() => bitOf(mutex.share())).toBe(RESERVED);

const WAYS = [
  ['a thread', 'mutex.lock({ timeout: data })'],
  ['a task', 'await mutex.lockAsync({ timeout: data })'],
  ['a task with a name', 'await mutex.lockAsync({ timeout: data, as: "it" })'],
] as const;

test.each(WAYS)('%s that has waited long gets it before whoever comes', async (_, lock) => {
  const mutex = fair();
  const guard = mutex.lock();
  const waiter = thread(mutex, `${lock}; say('holds'); setInterval(() => {}, 1e6);`);
  await isReserved(mutex);
  guard.release();
  // It is free, or the waiter's already.
  expect(mutex.tryLock()).toBeUndefined();
  expect(await said(waiter)).toBe('holds');
  expect(bitOf(mutex.share())).toBe(0);
});

test.each(WAYS)('%s that gives up lets others have it', async (_, lock) => {
  const mutex = fair();
  const guard = mutex.lock();
  const waiter = thread(mutex, `try { ${lock} } catch ({ code }) { say(code); setInterval(() => {}, 1e6); }`, 100);
  // Long after it has reserved it, unless this machine is very busy.
  expect(await said(waiter)).toBe('timeout');
  mutex.unlock(guard);
  mutex.lock().release();
  expect(bitOf(mutex.share())).toBe(0);
});

test.each(WAYS)('%s that dies while it is its turn lets others have it', async (_, lock) => {
  const mutex = fair();
  const guard = mutex.lock();
  const waiter = thread(mutex, `${lock}; say('holds');`);
  await isReserved(mutex);
  await waiter.terminate();
  mutex.unlock(guard);
  expect(mutex.tryLock()).toBeUndefined();
  const next = await mutex.lockAsync();
  expect(next.ownerDied).toBe(false);
  next.release();
  expect(mutex.lock().held).toBe(true);
});

test('a thread whose tasks are next in turn may block for another mutex: its turn goes by', async () => {
  const [a, b] = [fair(), fair()];
  const [heldA, heldB] = [a.lock(), b.lock()];
  const other = thread(
    a,
    `const waiting = mutex.lockAsync();
     const { view, index } = mutex.share();
     while ((Atomics.load(view, index) & ${RESERVED}) === 0) await new Promise((then) => setTimeout(then, 1));
     say('blocks');
     Mutex.from(data).lock().release();
     (await waiting).release();
     say('done');`,
    b.share(),
  );
  expect(await said(other)).toBe('blocks');
  heldA.release();
  const again = a.lock();
  heldB.release();
  again.release();
  expect(await said(other)).toBe('done');
});

test('the death of a holder is noticed', async () => {
  const mutex = fair();
  await once(thread(mutex, 'mutex.lock(); process.exit();'), 'exit');
  const guard = mutex.lock();
  expect(guard.ownerDied).toBe(true);
  guard.markConsistent();
  guard.release();
  expect(mutex.lock().ownerDied).toBe(false);
});

test('deadlocks are found, and time limits kept', async () => {
  const [a, b] = [fair('a'), fair('b')];
  const held = a.lock();
  expect(() => a.lock()).toThrow(RelockError);
  await expect(a.lockAsync({ timeout: 5 })).rejects.toThrow(TimeoutError);
  held.release();
  const guards = [await a.lockAsync({ as: 'one' }), await b.lockAsync({ as: 'two' })];
  const crossed = await Promise.allSettled([
    b.lockAsync({ as: 'one', timeout: 10_000 }).finally(() => guards[0]?.release()),
    a.lockAsync({ as: 'two', timeout: 10_000 }).finally(() => guards[1]?.release()),
  ]);
  const refused = crossed.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(refused).toContainEqual(expect.any(DeadlockError));
});

test('a condition of it waits and wakes', async () => {
  const mutex = fair();
  const condition = new Condition(mutex);
  const guard = mutex.lock();
  let set = false;
  const waited = condition.waitAsync(guard, () => set);
  const other = await mutex.lockAsync();
  set = true;
  condition.notifyOne();
  other.release();
  expect(await waited).toBe(true);
  expect(guard.held).toBe(true);
});

test('threads and tasks that wait all the time count exactly', async () => {
  const mutex = fair();
  const count = new Int32Array(new SharedArrayBuffer(4));
  const hold = 'const until = performance.now() + 2; while (performance.now() < until); data[0]++;';
  const ways = [
    `for (let i = 0; i < 20; i++) { const guard = mutex.lock(); ${hold} guard.release(); } say('done');`,
    `await Promise.all([1, 2].map(async () => {
       for (let i = 0; i < 20; i++) { const guard = await mutex.lockAsync(); ${hold} guard.release(); }
     })); say('done');`,
  ];
  await Promise.all([...ways, ...ways].map((code) => said(thread(mutex, code, count))));
  expect(count[0]).toBe(120);
  mutex.lock().release();
  expect(Atomics.load(mutex.share().view, mutex.share().index)).toBe(0);
});

test('it needs room for its words, which it says, and is shared as what it is', () => {
  const view = new Int32Array(new SharedArrayBuffer(4 * (Mutex.FAIR_WORDS + 1)));
  const mutex = new Mutex(view, 1, { fair: true, name: 'it' });
  expect(mutex.share()).toMatchObject({ index: 1, name: 'it', fair: true });
  expect(Mutex.from(mutex.share()).share().fair).toBe(true);
  expect(new Mutex().share().fair).toBe(false);
  expect(() => new Mutex(view, 2, { fair: true })).toThrow(RangeError);
  expect(() => new Mutex(view, 2, { fair: true })).toThrow(
    `a fair mutex takes ${Mutex.FAIR_WORDS} words: there are ${Mutex.FAIR_WORDS - 1} from 2 on`,
  );
  expect(() => new Mutex({ fair: 'yes' as never })).toThrow(TypeError);
});

/** A worker of the tests: does the named deed on the memory that all share, and posts what it comes to. */
import { parentPort, workerData } from 'node:worker_threads';
import { Condition, type DeadlockError, Mutex, traceLocks } from './index.ts';
import { COUNT, GATE, ITEM, MUTEXES, SLOT, SPACE } from './memory.fixture.ts';

/** What a worker is told. */
export interface Order {
  memory: SharedArrayBuffer;
  deed: keyof typeof deeds;
  args: number[];
}

function pass(view: Int32Array, gate: number): void {
  Atomics.wait(view, GATE + gate, 0);
}

const post = (message: unknown) => parentPort?.postMessage(message);
const forEver = () => new Promise<never>(() => setInterval(() => {}, 1e6));

const { memory, deed, args } = workerData as Order;
const view = new Int32Array(memory);
const named = (i: number) => new Mutex(view, MUTEXES[i] as number, { name: `mutex ${'ABC'[i]}` });

const deeds = {
  /** Holds the mutex without end, blocked. */
  hold() {
    named(0).lock();
    post('holds');
    for (;;) Atomics.wait(view, GATE + 31, 0);
  },
  async holdAsync() {
    await named(0).lockAsync();
    post('holds');
    await forEver();
  },
  async holdAs() {
    await named(0).lockAsync({ as: 'importer' });
    post('holds');
    await forEver();
  },
  /** These two end when the gate opens: what is posted just before an end may come after it, or never. */
  exitHolding() {
    named(0).lock();
    post('holds');
    pass(view, 0);
    process.exit(7);
  },
  async throwHolding() {
    await named(0).lockAsync();
    post('holds');
    pass(view, 0);
    throw new Error('out of the section');
  },
  /** Its loop runs dry while it holds. */
  forget() {
    named(0).lock();
    post('holds');
  },
  /** Writes two words that are always to be the same, without end, and mends them after the dead. */
  async writeTwice() {
    const mutex = named(0);
    post('writes');
    for (let i = 0; ; i++) {
      const guard = i % 64 === 0 ? await mutex.lockAsync() : mutex.lock();
      if (view[COUNT] !== view[SLOT] && !guard.ownerDied) post('half-written, and nobody said so');
      if (guard.ownerDied) {
        view[SLOT] = view[COUNT] as number;
        guard.markConsistent();
      }
      view[COUNT] = (view[COUNT] as number) + 1;
      for (let j = 0; j < 50; j++) Atomics.load(view, COUNT);
      view[SLOT] = (view[SLOT] as number) + 1;
      guard.release();
    }
  },
  waitBlocked() {
    post('waits');
    using guard = named(0).lock();
    post(guard.ownerDied ? 'got it from a dead one' : 'got it');
  },
  async waitAsync() {
    const turn = named(0).lockAsync();
    post('waits');
    using guard = await turn;
    post(guard.ownerDied ? 'got it from a dead one' : 'got it');
  },
  /** Holds one, and wants another when the gate opens: `args` are both, and 1 to trace locks. */
  grab() {
    const [first = 0, second = 1, traced = 0] = args;
    if (traced === 1) traceLocks();
    using _held = named(first).lock();
    post('holds');
    pass(view, 0);
    try {
      using _wanted = named(second).lock();
      post('got both');
    } catch (error) {
      const { name, code, message, cycle } = error as DeadlockError;
      post({ name, code, message, cycle });
    }
  },
  /** Increments the count so often, blocked or as a task by turns. */
  async count() {
    const [times = 0] = args;
    const mutex = named(0);
    for (let i = 0; i < times; i++) {
      using _ = i % 8 === 0 ? await mutex.lockAsync() : mutex.lock();
      view[COUNT] = (view[COUNT] as number) + 1;
    }
    post('done');
  },
  /** Puts numbers into a slot that others empty. */
  async produce() {
    const [from = 0, to = 0, async = 0] = args;
    const mutex = named(0);
    const space = new Condition(mutex, view, SPACE);
    const item = new Condition(mutex, view, ITEM);
    for (let i = from; i < to; i++) {
      using guard = mutex.lock();
      while (view[SLOT] !== 0) async ? await space.waitAsync(guard) : space.wait(guard);
      view[SLOT] = i;
      item.notifyOne();
    }
    post('done');
  },
  async consume() {
    const [times = 0, async = 0] = args;
    const mutex = named(0);
    const space = new Condition(mutex, view, SPACE);
    const item = new Condition(mutex, view, ITEM);
    let sum = 0;
    for (let i = 0; i < times; i++) {
      using guard = async ? await mutex.lockAsync() : mutex.lock();
      while (view[SLOT] === 0) async ? await item.waitAsync(guard) : item.wait(guard);
      sum += view[SLOT] as number;
      view[SLOT] = 0;
      space.notifyOne();
    }
    post(sum);
  },
  /** Waits for a notice without end. */
  awaitNotice() {
    const mutex = named(0);
    const guard = mutex.lock();
    post('holds');
    new Condition(mutex, view, ITEM).wait(guard);
    post('told');
  },
  /** A worker of its own holds, and it ends while that one does. */
  async parent() {
    const { Worker } = await import('node:worker_threads');
    const child = new Worker(new URL(import.meta.url), { workerData: { memory, deed: 'hold', args: [] } });
    child.once('message', () => post('holds'));
  },
  /** Nothing else keeps its loop alive. */
  async waitAlone() {
    const turn = named(0).lockAsync();
    post('waits');
    await turn;
    post('got it');
  },
};

if (parentPort !== null) await deeds[deed]();

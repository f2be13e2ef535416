/** What the tests with real workers share: a memory, and workers on it that are ended with the test. */
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished } from 'vitest';
import type { Order } from './actor.fixture.ts';
import { Mutex } from './index.ts';
import { COUNT, GATE, MUTEXES, WORDS } from './memory.fixture.ts';
import { thisThread } from './threads.ts';

export class Stage {
  memory = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT);
  view = new Int32Array(this.memory);
  /** The one that most deeds are about. */
  mutex = new Mutex(this.view, MUTEXES[0] as number, { name: 'mutex A' });
  workers: Worker[] = [];

  constructor() {
    onTestFinished(async () => {
      await Promise.all(this.workers.map((worker) => worker.terminate()));
    });
  }

  start(deed: Order['deed'], ...args: number[]): Actor {
    const actor = new Actor({ memory: this.memory, deed, args });
    this.workers.push(actor.worker);
    return actor;
  }

  /** Resolves once somebody has counted since. */
  async counts(): Promise<void> {
    const before = Atomics.load(this.view, COUNT);
    while (Atomics.load(this.view, COUNT) === before) await turn();
  }

  /** Lets everybody pass who waits at the gate. */
  open(gate = 0): void {
    Atomics.store(this.view, GATE + gate, 1);
    Atomics.notify(this.view, GATE + gate);
  }
}

export class Actor {
  worker: Worker;
  messages: unknown[] = [];
  hearers: ((message: unknown) => void)[] = [];
  /** What it failed of. */
  error: Promise<Error>;
  exit: Promise<number>;

  /** @param file that does what the order says */
  constructor(order: unknown, file = './actor.fixture.ts') {
    this.worker = new Worker(new URL(file, import.meta.url), { workerData: order, execArgv: [] });
    this.error = new Promise((resolve) => this.worker.once('error', resolve));
    this.exit = new Promise((resolve) => this.worker.once('exit', resolve));
    this.worker.on('message', (message) => {
      const hearer = this.hearers.shift();
      if (hearer === undefined) this.messages.push(message);
      else hearer(message);
    });
  }

  /** Resolves once it waits for the mutex: a thread that blocks says so in the registry before it sleeps. */
  async waits(deed: 'waitBlocked' | 'waitAsync'): Promise<void> {
    expect(await this.says()).toBe('waits');
    if (deed === 'waitAsync') return;
    const { registry } = thisThread();
    for (;;) {
      const number = registry.find(this.worker.threadId);
      if (number !== undefined && registry.waitOf(number) !== undefined) return;
      await turn();
    }
  }

  /** Its next message; fails when it fails before. */
  says<T = unknown>(): Promise<T> {
    if (this.messages.length > 0) return Promise.resolve(this.messages.shift() as T);
    const said = new Promise<T>((resolve) => this.hearers.push(resolve as (message: unknown) => void));
    const failed = this.error.then((error) => {
      throw error;
    });
    return Promise.race([said, failed]);
  }
}

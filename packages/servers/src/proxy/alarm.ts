/** Wakes an event loop at a time, more precisely than its timers do, and without spinning. */
import { Worker } from 'node:worker_threads';

/** Words: how often it was asked, how often it has rung, and one that nobody writes. */
export const [ASKED, RUNG, NEVER] = [0, 1, 2] as const;
const WORDS = 4;

export interface AlarmMemory {
  readonly words: Int32Array<SharedArrayBuffer>;
  /** ms, as {@link now} tells them. */
  readonly due: Float64Array<SharedArrayBuffer>;
}

/** ms on a clock that the threads of a process share: what `performance.now` tells begins with each thread. */
export const now = (): number => performance.timeOrigin + performance.now();

export class Alarm {
  private readonly memory: AlarmMemory;
  private readonly thread: Worker;

  constructor() {
    const buffer = new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT + Float64Array.BYTES_PER_ELEMENT);
    this.memory = {
      words: new Int32Array(buffer, 0, WORDS),
      due: new Float64Array(buffer, WORDS * Int32Array.BYTES_PER_ELEMENT, 1),
    };
    this.thread = new Worker(new URL('./alarm-thread.ts', import.meta.url), { workerData: this.memory, execArgv: [] });
    this.thread.unref();
  }

  /** Asked again only when it has rung. @param due as {@link now} tells it */
  async ring(due: number): Promise<void> {
    const { words } = this.memory;
    const rung = Atomics.load(words, RUNG);
    this.memory.due[0] = due;
    Atomics.add(words, ASKED, 1);
    Atomics.notify(words, ASKED);
    await Atomics.waitAsync(words, RUNG, rung).value;
  }

  async close(): Promise<void> {
    await this.thread.terminate();
  }
}

/**
 * Core-to-core ping-pong: how long a word takes to another core and back. On a virtual machine it follows the drift of the
 * host, which steal time does not.
 */
import { Piscina } from 'piscina';
import { meetingOf } from './meeting.ts';

const GAME_MS = 2;

export class PingPong {
  private readonly pool = new Piscina({
    filename: new URL('./ping-pong-worker.ts', import.meta.url).href,
    minThreads: 2,
    maxThreads: 2,
    idleTimeout: Number.POSITIVE_INFINITY,
    recordTiming: false,
  });
  private ready: Promise<boolean> | undefined;
  private readonly cores: readonly [number, number];

  constructor(cores: readonly [number, number]) {
    this.cores = cores;
  }

  /** @returns ns for the way there and back; `null` where its threads cannot be pinned. Takes some 2 ms. */
  async measure(): Promise<number | null> {
    this.ready ??= this.settle();
    if (!(await this.ready)) return null;
    const word = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const [ns] = await Promise.all(
      [0, 1].map((player) => this.pool.run({ word, player, ms: GAME_MS }, { name: 'play' })),
    );
    return ns;
  }

  private async settle(): Promise<boolean> {
    const job = { meeting: meetingOf(2), cores: this.cores };
    const pinned: boolean[] = await Promise.all([0, 1].map(() => this.pool.run(job, { name: 'settle' })));
    return pinned.every(Boolean);
  }

  close(): Promise<void> {
    return this.pool.destroy();
  }
}

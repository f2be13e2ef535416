/**
 * Requests that become due at fixed times, whatever becomes of those before; each is sent when it is due and a connection is
 * free. Its latency counts from when it was due: one that had to wait for a slow one before it is slow, too. Whoever counts from
 * when it was sent leaves out those that a slow server kept from being sent (coordinated omission).
 *
 * Autocannon's own rate is another thing: it sends what a second is due all at once, lets a connection wait for its answer
 * before the next, and then adds latencies to its account that nobody had, for those that it takes to be missing.
 *
 * Without a rate a request is due when a connection is free, which makes a closed loop that survives cut connections.
 *
 * @see Gil Tene, "How NOT to Measure Latency", Strange Loop 2015: https://www.youtube.com/watch?v=lJ8ydIuPFeU
 * @see https://github.com/mcollina/autocannon (lib/httpClient.js: reqsMadeThisSecond; lib/run.js:
 *   recordValueWithExpectedInterval)
 */
import { Agent } from 'node:http';
import { ask } from './ask.ts';
import { drained } from './drain.ts';
import type { LoadSpec, Sending } from './spec.ts';
import type { Tally } from './tally.ts';

/** A timer is up to so many ms late. */
const TIMER_MS = 2;
const MS_PER_S = 1_000;

export class Paced implements Sending {
  private readonly agent: Agent;
  private readonly port: number;
  private readonly rate: number | null;
  private readonly ownCore: boolean;
  private readonly tally: Tally;
  private readonly connections: number;
  private free: number;
  private readonly began = performance.now();
  private waiting = false;
  private stopped = false;

  constructor({ port, connections, rate, ownCore }: LoadSpec, tally: Tally) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
    this.port = port;
    this.rate = rate;
    this.ownCore = ownCore;
    this.tally = tally;
    this.connections = connections;
    this.free = connections;
    this.pump();
  }

  /** When the next is due. */
  private get next(): number {
    if (this.rate === null) return performance.now();
    return this.began + (this.tally.sent * MS_PER_S) / this.rate;
  }

  private pump(): void {
    while (this.free > 0 && !this.stopped && !this.waiting) {
      const due = this.next;
      const ahead = due - performance.now();
      if (ahead > 0) this.wait(ahead);
      else this.send(due);
    }
  }

  private wait(ms: number): void {
    this.waiting = true;
    const goOn = () => {
      this.waiting = false;
      this.pump();
    };
    // What is left the clock is looked at again and again, which takes a core: on a shared one it would delay whom it asks.
    if (!this.ownCore) setTimeout(goOn, ms);
    else if (ms > TIMER_MS) setTimeout(goOn, ms - TIMER_MS);
    else setImmediate(goOn);
  }

  private send(due: number): void {
    this.free--;
    this.tally.sent++;
    ask(this.agent, this.port, '/hit', ({ status, at }) => {
      this.tally.settle(status, at - due, at);
      this.free++;
      this.pump();
    });
  }

  due(ms: number): number | null {
    if (this.rate === null) return null;
    // The first is due at once.
    return Math.max(this.tally.sent, Math.floor((ms * this.rate) / MS_PER_S) + 1);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await drained(() => this.free === this.connections, this.tally);
    this.agent.destroy();
  }
}

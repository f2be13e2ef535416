/** What the tests with workers that take things share: gates, and workers that are ended with the test. */
import { expect, onTestFinished } from 'vitest';
import type { How, Order, What } from './holder.fixture.ts';
import { Actor } from './stage.fixture.ts';

export class Holder extends Actor {
  gates: Int32Array;
  last: number;

  constructor(order: Order) {
    super(order, './holder.fixture.ts');
    this.gates = order.gates;
    this.last = order.take.length;
    onTestFinished(async () => {
      await this.worker.terminate();
    });
  }

  open(gate: number): void {
    Atomics.store(this.gates, gate, 1);
    Atomics.notify(this.gates, gate);
  }

  /** Lets it release what it has, or exit. */
  end(): void {
    this.open(this.last);
  }
}

/** Where a semaphore or a readers-writer lock lies. */
interface Placed {
  share(): { view: Int32Array; index: number };
}

/** Somebody sleeps at the head of the line. */
export function headWaits(lock: Placed) {
  const { view, index } = lock.share();
  return expect.poll(() => Atomics.load(view, index + 1)).toBe(1);
}

/** Somebody waits behind the head. */
export function lineWaits(lock: Placed) {
  const { view, index } = lock.share();
  return expect.poll(() => Atomics.load(view, index)).toBeLessThan(0);
}

/** It asks, and gets what it asks for. */
export async function has(actor: Holder): Promise<void> {
  expect(await actor.says()).toBe('asks');
  expect(await actor.says()).toBe('has it');
}

/** A worker that asks for one thing after the other. */
export function holder(how: How, take: What | readonly What[], rest: Partial<Order> = {}): Holder {
  const gates = new Int32Array(new SharedArrayBuffer(64));
  return new Holder({ gates, how, ending: 'release', take: [take].flat() as What[], ...rest });
}

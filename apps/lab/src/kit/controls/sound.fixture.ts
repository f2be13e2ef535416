/**
 * A lock that does all that the probes ask for, plainly; and what it may do wrong, one fault at a time, for the probes to
 * see it.
 */
import type { Asking, Held, Lock, Making } from '../primitives.ts';

export type Fault =
  | 'admits everybody'
  | 'last come, first served'
  | 'newcomers slip in'
  | 'turns away a long line'
  | 'keeps the lock when a section throws'
  | 'loses errors'
  | 'dispose does nothing'
  | 'double release admits'
  | 'double release is ignored'
  | 'anybody can release'
  | 'release of a free one adds'
  | 'never times out'
  | 'times out into the section'
  | 'loses the line after a timeout'
  | 'keeps the lock for who timed out'
  | 'deaf to signals'
  | 'admits the next on abort'
  | 'leaks listeners'
  | 'try waits'
  | 'try takes what is held'
  | 'always free'
  | 'counts nobody'
  | 'cancels nobody'
  | 'cancels the holder'
  | 'no limit'
  | 'waiting for unlock takes it'
  | 'nobody is first'
  | 'held for ever'
  | 'forgets without a word'
  | 'needs a timer'
  | 'one permit less'
  | 'one permit more'
  | 'any weight is one'
  | 'heavy waiters are passed over'
  | 'too heavy waits'
  | 'resize does nothing';

interface Waiting {
  weight: number;
  serve: (held: Held) => void;
  refuse: (error: Error) => void;
}

const { setTimeout: realTimeout } = globalThis;

export class Sound implements Lock {
  understands: Required<Lock>['understands'] = ['timeout', 'signal', 'weight', 'first', 'heldFor', 'maxWaiting'];
  permits: number;
  free: number;
  maxWaiting: number;
  line: Waiting[] = [];
  fault: Fault | undefined;
  releaseAnyway?: () => void;
  /** Who is collected without having released it. */
  forgotten = new FinalizationRegistry<number>(() => {
    if (this.fault !== 'forgets without a word') console.error('a lock was never released');
  });

  constructor(permits: number, fault?: Fault, { maxWaiting = Number.POSITIVE_INFINITY }: Making = {}) {
    this.permits = permits + (fault === 'one permit more' ? 1 : fault === 'one permit less' ? -1 : 0);
    this.free = this.permits;
    this.fault = fault;
    this.maxWaiting = fault === 'turns away a long line' ? 1_000 : maxWaiting;
    if (fault === 'anybody can release' || fault === 'release of a free one adds')
      this.releaseAnyway = () => this.give(1);
  }

  async acquire(asking: Asking = {}): Promise<Held> {
    const { weight = 1, heldFor } = asking;
    const needed = this.fault === 'any weight is one' ? 1 : weight;
    if (needed > this.permits && this.fault !== 'too heavy waits') throw new Error('so many there are not');
    const held = this.take(needed, this.fault === 'newcomers slip in') ?? (await this.wait(needed, asking));
    if (heldFor !== undefined && this.fault !== 'held for ever') setTimeout(() => held.release(), heldFor);
    return held;
  }

  take(weight: number, slipsIn = false): Held | undefined {
    const passes = slipsIn || (this.fault === 'heavy waiters are passed over' && (this.line[0]?.weight ?? 1) > 1);
    if (this.fault !== 'admits everybody' && (this.free < weight || (this.line.length > 0 && !passes)))
      return undefined;
    this.free -= weight;
    return this.held(weight);
  }

  wait(weight: number, { timeout, signal, first }: Asking): Promise<Held> {
    if (this.line.length >= this.maxWaiting && this.fault !== 'no limit') throw new Error('too many wait');
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const over = () => {
        clearTimeout(timer);
        if (this.fault !== 'leaks listeners') signal?.removeEventListener('abort', aborted);
      };
      const waiting: Waiting = {
        weight,
        serve: (held) => {
          over();
          resolve(held);
        },
        refuse: (error) => {
          over();
          reject(error);
        },
      };
      const aborted = () => {
        this.leave(waiting);
        waiting.refuse(new Error('aborted'));
        if (this.fault === 'admits the next on abort') this.give(1);
      };
      const late = () => {
        if (this.fault === 'times out into the section') return waiting.serve(this.held(weight));
        if (this.fault === 'loses the line after a timeout') this.line = [];
        else if (this.fault !== 'keeps the lock for who timed out') this.leave(waiting);
        waiting.refuse(new Error('timeout'));
      };
      if (this.fault !== 'deaf to signals') signal?.addEventListener('abort', aborted);
      if (timeout !== undefined && this.fault !== 'never times out') timer = setTimeout(late, timeout);
      const toFront = (first && this.fault !== 'nobody is first') || this.fault === 'last come, first served';
      if (toFront) this.line.unshift(waiting);
      else this.line.push(waiting);
    });
  }

  leave(waiting: Waiting): void {
    this.line = this.line.filter((other) => other !== waiting);
  }

  held(weight: number): Held {
    let isHeld = true;
    const release = () => {
      if (!isHeld && this.fault === 'double release is ignored') return;
      if (!isHeld && this.fault !== 'double release admits') throw new Error('it was released before');
      isHeld = false;
      this.forgotten.unregister(release);
      this.give(weight);
    };
    const dispose = () => (this.fault === 'dispose does nothing' ? undefined : release());
    const held = { release, guard: { [Symbol.dispose]: dispose } };
    this.forgotten.register(held, weight, release);
    return held;
  }

  give(weight: number): void {
    const most = this.fault === 'release of a free one adds' ? Number.POSITIVE_INFINITY : this.permits;
    this.free = Math.min(this.free + weight, most);
    if (this.fault === 'needs a timer') setTimeout(() => this.serve());
    else if (this.fault === 'newcomers slip in') realTimeout(() => this.serve());
    else this.serve();
  }

  serve(): void {
    for (let [next] = this.line; next !== undefined && next.weight <= this.free; [next] = this.line) {
      this.line.shift();
      this.free -= next.weight;
      next.serve(this.held(next.weight));
    }
  }

  tryAcquire(weight = 1): Held | undefined | Promise<Held> {
    if (this.fault === 'try takes what is held') return this.held(weight);
    return this.take(weight) ?? (this.fault === 'try waits' ? this.acquire({ weight }) : undefined);
  }

  async run<T>(section: () => T | Promise<T>): Promise<T> {
    const held = await this.acquire();
    let done = false;
    try {
      const value = await section();
      done = true;
      return value;
    } catch (error) {
      if (this.fault === 'loses errors') return undefined as T;
      throw error;
    } finally {
      if (done || this.fault !== 'keeps the lock when a section throws') held.release();
    }
  }

  locked = (): boolean => this.free < this.permits && this.fault !== 'always free';
  waiting = (): number => (this.fault === 'counts nobody' ? 0 : this.line.length);
  available = (): number => (this.fault === 'always free' ? this.permits : this.free);

  resize(permits: number): void {
    if (this.fault === 'resize does nothing') return;
    this.free += permits - this.permits;
    this.permits = permits;
    this.serve();
  }

  cancelAll(): void {
    if (this.fault === 'cancels nobody') return;
    for (const waiting of this.line.splice(0)) waiting.refuse(new Error('cancelled'));
    if (this.fault === 'cancels the holder') this.give(1);
  }

  async waitForUnlock(): Promise<void> {
    const held = await this.acquire();
    if (this.fault !== 'waiting for unlock takes it') held.release();
  }
}

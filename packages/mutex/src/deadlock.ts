/**
 * What a thread tells the others about its waits, so that a deadlock is named instead of hung in. All of it is written
 * by who has to wait; who finds a mutex free writes nothing.
 *
 * The edge is written each time before sleeping. What there is to say about it, names and places, is dear to find out,
 * and so is said by those alone who have slept once for nothing: whoever finds a deadlock waits for the others to do so.
 */
import { DeadlockError, RelockError, type Wait } from '@contend/counter/mutex-error';
import { cycleFrom, type Link } from './cycle.ts';
import { callerOf } from './location.ts';
import { PATIENCE_MS, type Watch } from './lock-word.ts';
import { isDead, type Thread } from './threads.ts';

/** A contender in a deadlock between threads. */
export interface ThreadWait extends Wait {
  /** Where it waits, 'function (file:line:column)'; undefined where it has not said so in time. */
  waitsAt: string | undefined;
}

/** What a waiting thread says, as JSON. */
interface Saying {
  waitsFor: string;
  waitsAt: string | undefined;
  /** Where it took what it holds, by the mutex's name, as far as that was recorded. */
  took: Record<string, string>;
}

/** Time for the others to say where they wait, ms: each does when its first sleep ends. */
const HEARING_MS = 4 * PATIENCE_MS;
const POLL_MS = 5;
const nap = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

export type Entry = (...args: never[]) => unknown;

/** A mutex's {@link Watch}, for all contenders of one thread. */
export class ThreadWatch implements Watch {
  thread: Thread;
  name: string;
  /** Where this thread took mutexes, by name: empty unless locks are traced. */
  took: () => Record<string, string>;
  /** A task of this thread holds the mutex, and not whoever blocks the thread. */
  heldByTask = () => false;
  /** The function by which the user waits. */
  entry: Entry | undefined;
  /** Of the wait that has been written; 0: none. */
  edition = 0;
  waitsFor = 0;
  since = 0;
  saying: string | undefined;

  constructor(thread: Thread, name: string, took: () => Record<string, string>) {
    this.thread = thread;
    this.name = name;
    this.took = took;
  }

  isDead(owner: number, expired: boolean): boolean {
    return isDead(this.thread.registry, owner, expired);
  }

  before(owner: number): number {
    return this.thread.registry.releasesOf(owner);
  }

  waits(owner: number, before: number): void {
    const { registry, number } = this.thread;
    if (owner === number) throw this.blocksItself();
    if (this.edition !== 0 && this.waitsFor === owner && this.since === before) this.say();
    else this.edition = registry.setWait(number, owner, before);
    this.waitsFor = owner;
    this.since = before;
    const cycle = cycleFrom(registry, number);
    if (cycle !== undefined) throw this.deadlock(cycle);
  }

  stopsWaiting(): void {
    this.saying = undefined;
    this.entry = undefined;
    if (this.edition === 0) return;
    this.edition = 0;
    this.thread.registry.setWait(this.thread.number, 0, 0);
  }

  releases(): void {
    this.thread.registry.countRelease(this.thread.number);
  }

  say(): void {
    const { registry, number } = this.thread;
    this.saying ??= JSON.stringify(this.own());
    registry.say(number, this.edition, this.saying);
  }

  own(): Saying {
    return { waitsFor: this.name, waitsAt: this.entry && callerOf(this.entry), took: this.took() };
  }

  blocksItself(): DeadlockError {
    const { waitsAt, took } = this.own();
    const wait: ThreadWait = {
      contender: this.heldByTask() ? `a task of ${this.called(this.thread.number)}` : this.called(this.thread.number),
      holds: this.name,
      waitsFor: this.name,
      at: took[this.name],
      waitsAt,
    };
    if (!this.heldByTask()) return new RelockError(wait);
    return new DeadlockError(
      [wait],
      `${wait.contender} holds ${this.name}, and the thread blocks to wait for it: use lockAsync() in threads that run tasks`,
    );
  }

  deadlock(links: readonly Link[]): DeadlockError {
    this.say();
    const said = links.map((link) => this.hear(link));
    const cycle = links.map(({ number }, i): ThreadWait => {
      const holds = said.at(i - 1)?.waitsFor ?? 'a mutex';
      const { waitsFor = 'a mutex', waitsAt, took = {} } = said[i] ?? {};
      return { contender: this.called(number), holds, waitsFor, at: took[holds], waitsAt };
    });
    return new DeadlockError(cycle, `deadlock: ${cycle.map(told).join('; ')}: lock them in the same order everywhere`);
  }

  /** What the thread says about its wait, or nothing where it has not slept long enough, or its wait has ended. */
  hear({ number, edge }: Link): Saying | undefined {
    const { registry } = this.thread;
    for (let waited = 0; ; waited += POLL_MS) {
      const said = registry.saidBy(number, edge.edition);
      if (said !== undefined) return parsed(said);
      if (waited >= HEARING_MS || registry.waitOf(number)?.edition !== edge.edition) return undefined;
      Atomics.wait(nap, 0, 0, POLL_MS);
    }
  }

  called(number: number): string {
    const thread = this.thread.registry.threadOf(number);
    return thread === 0 ? 'the main thread' : `thread ${thread}`;
  }
}

/** Cut short where it did not fit, it cannot be read: long paths lose their places, never the error. */
function parsed(said: string): Saying | undefined {
  try {
    return JSON.parse(said);
  } catch {
    return undefined;
  }
}

function told({ contender, holds, waitsFor, at, waitsAt }: ThreadWait): string {
  const since = at === undefined ? '' : ` since ${at}`;
  return `${contender} holds ${holds}${since} and waits for ${waitsFor}${waitsAt === undefined ? '' : ` at ${waitsAt}`}`;
}

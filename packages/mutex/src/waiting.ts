/**
 * What a contender tells the others about its wait: in its slot of the registry, by whoever has to wait; who finds a
 * mutex free writes nothing.
 *
 * The edge is written each time before sleeping. What there is to say about it, names and places, is dear to find out,
 * and so is said later, or where it is known already.
 */
import type { Wait } from '@contend/counter/mutex-error';
import type { Link } from './cycle.ts';
import { PATIENCE_MS } from './lock-word.ts';
import type { Holder, PermitsWatch } from './permits.ts';
import { isDead, type Thread } from './threads.ts';

/** A contender in a deadlock. */
export interface ThreadWait extends Wait {
  /** Where it waits, 'function (file:line:column)'; undefined where it has not said so in time. */
  waitsAt: string | undefined;
}

/** What a waiting contender says, as JSON. */
export interface Saying {
  contender: string;
  waitsFor: string;
  waitsAt: string | undefined;
  /** Where it took what it holds, by the mutex's name, as far as that was recorded. */
  took: Record<string, string>;
}

/**
 * Time for the others to say where they wait, ms: a blocked thread does when its first sleep ends, if the system lets it
 * run then. A deadlock does not go away meanwhile.
 */
export const HEARING_MS = 20 * PATIENCE_MS;

/** A contender's watch of one mutex, or of what else it may wait for. */
export abstract class Waiting implements PermitsWatch {
  thread: Thread;
  /** The mutex's name. */
  name: string;
  /** Of the wait that is written; 0: none. */
  edition = 0;
  waitsFor = 0;
  since = 0;

  constructor(thread: Thread, name: string) {
    this.thread = thread;
    this.name = name;
  }

  abstract saying(): Saying;
  abstract waits(owner: number, before: number): void;

  isDead(owner: number, expired: boolean): boolean {
    return isDead(this.thread.registry, owner, expired);
  }

  before(owner: number): number {
    return this.thread.registry.releasesOf(owner);
  }

  /**
   * A circle can go on only through those that wait themselves. Whoever of the others begins to wait is found when this one
   * looks again.
   */
  waitsForEach(holders: readonly Holder[]): void {
    const { registry } = this.thread;
    const waiting = holders.filter(({ owner }) => registry.waitOf(owner) ?? registry.waitOf(registry.hostOf(owner)));
    const each = waiting.length > 0 ? waiting : holders.slice(-1);
    for (const { owner, before = 0 } of each) this.waits(owner, before);
    // Of several edges the last one stays, and is a new one each time.
    if (each.length > 1) this.say();
  }

  /** @returns false: that was written already */
  write(owner: number, before: number): boolean {
    if (this.edition !== 0 && this.waitsFor === owner && this.since === before) return false;
    this.edition = this.thread.registry.setWait(this.thread.number, owner, before);
    this.waitsFor = owner;
    this.since = before;
    return true;
  }

  stopsWaiting(): void {
    if (this.edition === 0) return;
    this.edition = 0;
    this.thread.registry.setWait(this.thread.number, 0, 0);
  }

  releases(): void {
    this.thread.registry.countRelease(this.thread.number);
  }

  say(): void {
    this.thread.registry.say(this.thread.number, this.edition, JSON.stringify(this.saying()));
  }

  /** Whether it is still worth while to wait for what others of the circle have to say. */
  isSilent({ number, edge }: Link): boolean {
    const { registry } = this.thread;
    return registry.saidBy(number, edge.edition) === undefined && registry.waitOf(number)?.edition === edge.edition;
  }

  /** The circle as far as it has been told; begins with this contender. */
  tell(links: readonly Link[]): ThreadWait[] {
    const { registry } = this.thread;
    const said = links.map(({ number, edge }) => parsed(registry.saidBy(number, edge.edition)));
    return links.map(({ number }, i) => {
      const holds = said.at(i - 1)?.waitsFor ?? 'a mutex';
      const { contender = called(registry.threadOf(number)), waitsFor = 'a mutex', waitsAt, took = {} } = said[i] ?? {};
      return { contender, holds, waitsFor, at: took[holds], waitsAt };
    });
  }
}

export const called = (thread: number) => (thread === 0 ? 'the main thread' : `thread ${thread}`);

/** Cut short where it did not fit, it cannot be read: long paths lose their places, never the error. */
function parsed(said: string | undefined): Partial<Saying> {
  try {
    return JSON.parse(said ?? '{}');
  } catch {
    return {};
  }
}

export function story(cycle: readonly ThreadWait[]): string {
  const told = cycle.map(({ contender, holds, waitsFor, at, waitsAt }) => {
    const since = at === undefined ? '' : ` since ${at}`;
    return `${contender} holds ${holds}${since} and waits for ${waitsFor}${waitsAt === undefined ? '' : ` at ${waitsAt}`}`;
  });
  return `deadlock: ${told.join('; ')}: lock them in the same order everywhere`;
}

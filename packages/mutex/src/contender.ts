/**
 * Tasks that say who they are. An event loop does not know its tasks, and guessing would accuse the innocent, so nothing
 * is guessed: a task that gives its name takes part in the search for deadlocks, and all others cost and get nothing.
 *
 * While it holds or waits for a mutex it has a slot in the registry, like a thread, and its number is in the mutexes'
 * words.
 */
import { DeadlockError, TooManyContendersError } from '@contend/counter/mutex-error';
import { setTimeout } from '@contend/counter/time';
import { cycleFrom, type Link, stands } from './cycle.ts';
import { SLOTS, type Thread } from './threads.ts';
import { took } from './trace.ts';
import { HEARING_MS, type Saying, story, Waiting } from './waiting.ts';

/**
 * A task's name for itself: a string, or an object whose `name` is shown in errors. Within a thread the same string or
 * object is the same contender, which does one thing after the other: what goes on at once needs contenders of its own.
 */
export type Contender = string | { readonly name: string };

/** How a contender is known to the others for as long as it has claims. */
interface Listed {
  number: number;
  /** Mutexes that it holds or waits for. */
  claims: number;
  /** It waits for one. */
  waits: boolean;
}

const listed = new Map<Contender, Listed>();
const POLL_MS = 5;

/** A contender's {@link Watch} of one mutex that it holds or waits for; {@link TaskWatch.end} when it does neither. */
export class TaskWatch extends Waiting {
  as: Contender;
  listed: Listed;
  /** Where it asked. */
  waitsAt: string | undefined;
  accused = false;

  /** @throws {TooManyContendersError} */
  constructor({ registry, number: host }: Thread, name: string, as: Contender, waitsAt: string | undefined) {
    const known = listed.get(as) ?? { number: registry.listTask(host) ?? none(), claims: 0, waits: false };
    super({ registry, number: known.number }, name);
    listed.set(as, known);
    known.claims++;
    this.as = as;
    this.listed = known;
    this.waitsAt = waitsAt;
  }

  /** @throws {TypeError} the contender waits for another mutex at the same time */
  async during(wait: () => Promise<void>): Promise<void> {
    if (this.listed.waits)
      throw new TypeError(
        `${nameOf(this.as)} waits for a mutex already: what goes on at once needs contenders of its own`,
      );
    this.listed.waits = true;
    try {
      await wait();
    } finally {
      this.listed.waits = false;
    }
  }

  waits(owner: number, before: number): void {
    if (this.write(owner, before)) this.say();
  }

  end(): void {
    if (--this.listed.claims > 0) return;
    listed.delete(this.as);
    this.thread.registry.leave(this.thread.number);
  }

  saying(): Saying {
    return { contender: nameOf(this.as), waitsFor: this.name, waitsAt: this.waitsAt, took: took(this.thread.number) };
  }

  /** Calls `accuse` if it waits in a circle, once the others had time to say where they wait. */
  async look(accuse: (error: DeadlockError) => void): Promise<void> {
    const { registry, number } = this.thread;
    const cycle = this.accused ? undefined : cycleFrom(registry, number);
    if (cycle === undefined) return;
    this.accused = true;
    await this.hear(cycle);
    this.accused = false;
    if (!stands(registry, cycle)) return;
    const told = this.tell(cycle);
    accuse(new DeadlockError(told, story(told)));
  }

  async hear(links: readonly Link[]): Promise<void> {
    for (let waited = 0; waited < HEARING_MS && links.some((link) => this.isSilent(link)); waited += POLL_MS)
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

export function nameOf(contender: Contender): string {
  return typeof contender === 'string' ? contender : contender.name;
}

function none(): never {
  throw new TooManyContendersError(SLOTS);
}

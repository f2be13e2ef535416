/**
 * Increments of contenders that share no memory, each attempted until one is acknowledged. Of those that were not, some
 * surely did not count; of the others nobody knows.
 *
 * @see Jepsen's counter checker, which bounds a count by its definite additions plus any of the indeterminate ones
 */
import { type Client, type Session, surelyNotCounted } from '@contend/counter';
import { now } from './clock.ts';
import { sleep } from './sleep.ts';

/** Attempts that were not acknowledged. */
export interface Failed {
  /** Which surely did not count. */
  refused: number;
  /** Which may have counted. */
  unknown: number;
}

export const NONE_FAILED: Failed = { refused: 0, unknown: 0 };

/** ms without an acknowledgement and failures in a row, after both of which a contender gives up. */
export const PATIENCE_MS = 2_000;
const FEWEST_FAILURES = 3;
/** ms between attempts: a client that reconnects needs the event loop, which a promise that rejects at once never yields. */
const PAUSE_MS = 1;

/** One increment on its way to an acknowledgement. */
interface Course {
  id: string;
  /** In a row, and when the first of them was, in ms. */
  failures: number;
  since: number;
  /** Whether any of its attempts may have counted. */
  inDoubt: boolean;
}

/** Of an increment whose attempts have not failed yet. */
const FAILED_NEVER = { failures: 0, since: 0, inDoubt: false };

export class Attempts implements Client {
  readonly failed: Failed = { refused: 0, unknown: 0 };
  private readonly session: Session;
  private readonly idempotent: boolean;
  private readonly patienceMs: number;
  private readonly name = crypto.randomUUID();
  private begun = 0;

  /** @param patienceMs without an acknowledgement, after which an increment throws what its last attempt threw */
  constructor(session: Session, { idempotent, patienceMs }: { idempotent: boolean; patienceMs: number }) {
    this.session = session;
    this.idempotent = idempotent;
    this.patienceMs = patienceMs;
  }

  increment(): number | Promise<number> {
    // What a contender needs to go on after a failure is made after one: this is timed.
    const id = this.fresh();
    try {
      const hit = this.session.increment(id);
      return typeof hit === 'number' ? hit : this.orAgain(hit, id);
    } catch (error) {
      return this.again({ ...FAILED_NEVER, id }, error);
    }
  }

  private orAgain(hit: Promise<number>, id: string): Promise<number> {
    return hit.catch((error) => this.againLater({ ...FAILED_NEVER, id }, error));
  }

  /** By a session that blocks. */
  private again(course: Course, failure: unknown): number | Promise<number> {
    for (let error = failure; ; ) {
      this.note(course, error);
      try {
        return this.session.increment(course.id);
      } catch (next) {
        error = next;
      }
    }
  }

  private async againLater(course: Course, failure: unknown): Promise<number> {
    for (let error = failure; ; ) {
      this.note(course, error);
      await sleep(PAUSE_MS);
      try {
        return await this.session.increment(course.id);
      } catch (next) {
        error = next;
      }
    }
  }

  /** Counts the failure, and says with which id to go on: with the same one where that cannot count twice. @throws it in the end */
  private note(course: Course, error: unknown): void {
    if (course.failures++ === 0) course.since = now();
    const refused = surelyNotCounted(error);
    if (refused) this.failed.refused++;
    else if (!this.idempotent) this.failed.unknown++;
    // An attempt that was refused says nothing of those before it with the same id.
    course.inDoubt ||= !refused;
    if (this.givesUp(course)) {
      if (this.idempotent && course.inDoubt) this.failed.unknown++;
      throw error;
    }
    if (!this.idempotent) course.id = this.fresh();
  }

  private givesUp({ failures, since }: Course): boolean {
    return failures >= FEWEST_FAILURES && now() - since > this.patienceMs;
  }

  private fresh(): string {
    return `${this.name}-${this.begun++}`;
  }
}

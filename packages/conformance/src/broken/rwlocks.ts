/** Readers-writer locks that differ from a sound one by one fault each. */
import type { Limits } from '@contend/counter/limits';
import { AbortError } from '@contend/counter/mutex-error';
import { type Hold, SoundRWLock, type Waiter } from './sound-rwlock.ts';

/** Lets a writer in while others read. */
export class Careless extends SoundRWLock {
  override admits(): boolean {
    return !this.writing;
  }
}

/** A mutex: correct, and of no use to readers. */
export class OneReader extends SoundRWLock {
  override admits(): boolean {
    return !this.writing && this.readers === 0;
  }
}

/** Readers go in wherever others read. */
export class ForReaders extends SoundRWLock {
  override fits(shared: boolean): boolean {
    return this.admits(shared);
  }
}

/** The writers of the line go in before its readers. */
export class ForWriters extends SoundRWLock {
  override serve(): void {
    this.line.sort((a, b) => Number(a.shared) - Number(b.shared));
    super.serve();
  }
}

/** The readers of the line go in together with its first, past writers. */
export class Gathering extends SoundRWLock {
  override serve(): void {
    if (this.line[0]?.shared) this.line.sort((a, b) => Number(b.shared) - Number(a.shared));
    super.serve();
  }
}

/** Who gives up leaves those behind it to the next release. */
export class DeafToLeavers extends SoundRWLock {
  override leave(waiter: Waiter): void {
    this.line.splice(this.line.indexOf(waiter), 1);
  }
}

/** Is released as often as somebody likes to. */
export class Generous extends SoundRWLock {
  override hold(shared: boolean): Hold {
    const hold = super.hold(shared);
    hold.spend = () => {};
    return hold;
  }
}

/** Makes any reader a writer. */
export class Upgrading extends SoundRWLock {
  override upgrade(): boolean {
    this.readers--;
    this.writing = true;
    return true;
  }
}

/** Makes the writer a reader by letting it in again, behind who waits. */
export class Stepping extends SoundRWLock {
  override downgrade(): void {
    this.giveBack(false);
    this.readers++;
  }
}

/** Makes the writer a reader, and leaves those who wait to the next release. */
export class Closed extends SoundRWLock {
  override downgrade(): void {
    this.writing = false;
    this.readers = 1;
  }
}

/** Keeps the lock after a section that fails. */
export class Forgetful extends SoundRWLock {
  override async run<T>(hold: Promise<Hold>, section: () => T | PromiseLike<T>): Promise<T> {
    const guard = await hold;
    const result = await section();
    guard.release();
    return result;
  }
}

/** Waits though it should not. */
export class Patient extends SoundRWLock {
  override wait(shared: boolean, { timeout, ...options }: Limits = {}): Promise<Hold> {
    return super.wait(shared, { ...options, timeout: timeout === 0 ? undefined : timeout });
  }
}

/** Cancels them one after the other, as if each gave up. */
export class ServingCancel extends SoundRWLock {
  override cancelAll(reason?: unknown): void {
    for (let [first] = this.line; first !== undefined; [first] = this.line) {
      first.refuse(new AbortError(reason));
      this.leave(first);
    }
  }
}

/** Lets everybody wait. */
export class Boundless extends SoundRWLock {
  override most: number = Number.POSITIVE_INFINITY;
}

/** For sections so short that nobody waits for anything in them: of the others, it matters only whether they live. */
import type { Watch } from './lock-word.ts';
import { isDead, type Thread } from './threads.ts';

export class DeathWatch implements Watch {
  thread: Thread;

  constructor(thread: Thread) {
    this.thread = thread;
  }

  isDead(owner: number, expired: boolean): boolean {
    return isDead(this.thread.registry, owner, expired);
  }

  before(): undefined {}
  waits(): void {}
  stopsWaiting(): void {}
  releases(): void {}
}

/**
 * An event loop's one waiter on a word of shared memory, for all of its tasks. `Atomics.waitAsync` cannot be taken back:
 * one for each task would leave those of aborted tasks behind, to swallow the wake-ups of others.
 */

export type Outcome = 'ok' | 'not-equal' | 'timed-out';

export class Sentry {
  view: Int32Array;
  index: number;
  posted = false;

  constructor(view: Int32Array, index: number) {
    this.view = view;
    this.index = index;
  }

  /**
   * Waits while the word is `value`, but not for long: a wake-up may have been lost with a thread that died.
   *
   * @param patience ms
   * @param index of another word than its own
   * @param then 'ok': it took a wake-up
   * @returns false: the word is different already, and nothing was begun
   */
  post(value: number, patience: number, then: (outcome: Outcome) => void, index = this.index): boolean {
    const { async, value: outcome } = Atomics.waitAsync(this.view, index, value, patience);
    if (!async) return false;
    this.posted = true;
    void outcome.then((result) => {
      this.posted = false;
      then(result);
    });
    return true;
  }
}

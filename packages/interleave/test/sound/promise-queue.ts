/** A mutex of one event loop: a flag, and a queue of promises to which a release hands the lock over. */
import { declareAsync } from './declare.ts';

export class PromiseQueue {
  held = false;
  waiters: (() => void)[] = [];

  acquire(): Promise<void> | void {
    if (this.held) return new Promise((enter) => this.waiters.push(enter));
    this.held = true;
  }

  release(): void {
    const enter = this.waiters.shift();
    if (enter === undefined) this.held = false;
    else enter();
  }
}

export default declareAsync('sound/promise-queue', () => PromiseQueue);

/** A readers-writer lock of one event loop: one queue of writers and readers, of whom neighbouring readers enter together. */
import { declareAsync } from './declare.ts';

export class SharedQueue {
  writing = false;
  readers = 0;
  waiters: { shared: boolean; enter: () => void }[] = [];

  acquire(): Promise<void> | void {
    if (this.writing || this.readers > 0 || this.waiters.length > 0) return this.queue(false);
    this.writing = true;
  }

  release(): void {
    this.writing = false;
    this.admit();
  }

  acquireShared(): Promise<void> | void {
    if (this.writing || this.waiters.length > 0) return this.queue(true);
    this.readers++;
  }

  releaseShared(): void {
    this.readers--;
    if (this.readers === 0) this.admit();
  }

  queue(shared: boolean): Promise<void> {
    return new Promise((enter) => this.waiters.push({ shared, enter }));
  }

  admit(): void {
    const [first] = this.waiters;
    if (first?.shared === false) {
      this.writing = true;
      this.waiters.shift();
      first.enter();
      return;
    }
    for (let next = this.waiters[0]; next?.shared; next = this.waiters[0]) {
      this.readers++;
      this.waiters.shift();
      next.enter();
    }
  }
}

export default declareAsync('sound/shared-queue', () => SharedQueue, 'fifo', 'shared');

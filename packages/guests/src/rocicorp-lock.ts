/**
 * The readers-writer lock of @rocicorp/lock: each comer waits for the promises of those before it that exclude it.
 *
 * @see https://github.com/rocicorp/lock
 */
import type { SharedAsyncLockStrategy } from '@contend/counter';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('@rocicorp/lock', () => import('@rocicorp/lock'));

class RocicorpLock {
  lock = new exported.RWLock();
  /** Of those who are inside: readers release in any order, for each release is as good as another. */
  releases: (() => void)[] = [];

  async acquire(): Promise<void> {
    this.releases.push(await this.lock.write());
  }

  release(): void {
    this.releases.pop()?.();
  }

  async acquireShared(): Promise<void> {
    this.releases.push(await this.lock.read());
  }

  releaseShared(): void {
    this.releases.pop()?.();
  }
}

export default {
  kind: 'async-lock',
  reads: 'shared',
  id: 'guests/rocicorp-lock',
  title: '@rocicorp/lock',
  summary:
    'The readers-writer lock of the npm package @rocicorp/lock: who comes waits for the promises of those before it.',
  source: 'npm @rocicorp/lock',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: true,
  ...found,
  make: () => RocicorpLock,
} satisfies SharedAsyncLockStrategy;

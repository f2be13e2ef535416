/**
 * es-toolkit's Mutex: its semaphore of one, with a linked queue of waiters.
 *
 * Its `acquire` is an async function around another, so a free lock, too, costs two promises. A release that nobody is
 * owed goes unnoticed.
 *
 * @see https://es-toolkit.dev/reference/promise/Mutex.html
 */
import type { AsyncLockStrategy } from '@contend/counter';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('es-toolkit', () => import('es-toolkit/promise'));

class ToolkitMutex {
  mutex = new exported.Mutex();

  acquire(): Promise<void> {
    return this.mutex.acquire();
  }

  release(): void {
    this.mutex.release();
  }
}

export default {
  kind: 'async-lock',
  id: 'guests/es-toolkit',
  title: 'es-toolkit’s Mutex',
  summary: 'The mutex of the npm package es-toolkit: its semaphore of one; a release too many goes unnoticed.',
  source: 'npm es-toolkit',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: true,
  ...found,
  make: () => ToolkitMutex,
} satisfies AsyncLockStrategy;

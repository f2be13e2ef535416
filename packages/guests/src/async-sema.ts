/**
 * async-sema: a semaphore of one, its waiters in a ring of slots that doubles when it is full.
 *
 * A release goes through an event emitter. Nothing counts them: one release too many adds a permit, and from then on two
 * are inside together.
 *
 * @see https://github.com/vercel/async-sema
 */
import type { AsyncLockStrategy } from '@contend/counter';
import { installed } from './installed.ts';

const { exported, ...found } = await installed('async-sema', () => import('async-sema'));

class AsyncSema {
  sema = new exported.Sema(1);

  acquire(): Promise<unknown> {
    return this.sema.acquire();
  }

  release(): void {
    this.sema.release();
  }
}

export default {
  kind: 'async-lock',
  id: 'guests/async-sema',
  title: 'async-sema',
  summary:
    'A semaphore of one from the npm package async-sema; one release too many lets two in together from then on.',
  source: 'npm async-sema',
  runsIn: ['tasks'],
  promises: ['tasks'],
  waits: 'await',
  order: 'fifo',
  words: 0,
  guest: true,
  ...found,
  make: () => AsyncSema,
} satisfies AsyncLockStrategy;

/**
 * A model of the mutex of npm's redis-semaphore: SET NX with a time to live, which a timer renews until it is released.
 *
 * @see https://github.com/swarthy/redis-semaphore, src/mutex
 */
import type { Protocol } from './protocol.ts';
import { setNx } from './set-nx.ts';

export const redisSemaphore: Protocol = {
  ...setNx,
  title: 'redis-semaphore',
  renewed: true,
  assumes: [
    'a holder that was away goes on before the timer tells it that it has lost its lock',
    'the process that has lost its lock does not end by that',
  ],
};

import type { ProgramStrategy } from '@contend/counter';
import { compiled } from './compile.ts';

/**
 * The mutex that C programs use among processes, in C: in a page that they share, and robust against the death of a holder.
 *
 * @see shared-mutex.c
 */
export default {
  kind: 'program',
  id: 'native/shared-mutex',
  title: 'robust pthread mutex, shared memory',
  summary:
    'A baseline in C: the mutex of the C library in a page that processes share, which the kernel unlocks when its holder dies.',
  source: 'POSIX threads, PTHREAD_PROCESS_SHARED and PTHREAD_MUTEX_ROBUST',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'park',
  order: 'none',
  words: 0,
  guest: false,
  ...compiled(new URL('./shared-mutex.c', import.meta.url), 'processes'),
} satisfies ProgramStrategy;

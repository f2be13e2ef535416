import type { ProgramStrategy } from '@contend/counter';
import { compiled } from './compile.ts';

/**
 * glibc's adaptive mutex, in C: it tries about a hundred times, and only then sleeps.
 *
 * @see adaptive-mutex.c
 */
export default {
  kind: 'program',
  id: 'native/adaptive-mutex',
  title: 'adaptive pthread mutex',
  summary: 'A baseline in C: the mutex of the GNU C library that spins for a while before it sleeps.',
  source: 'glibc, PTHREAD_MUTEX_ADAPTIVE_NP',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin-then-park',
  order: 'none',
  words: 0,
  guest: false,
  ...compiled(new URL('./adaptive-mutex.c', import.meta.url), 'threads'),
} satisfies ProgramStrategy;

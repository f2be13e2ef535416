import type { ProgramStrategy } from '@contend/counter';
import { compiled } from './compile.ts';

/**
 * The mutex that C programs use, in C: how fast a lock is that no JavaScript engine stands between.
 *
 * @see pthread-mutex.c
 */
export default {
  kind: 'program',
  id: 'native/pthread-mutex',
  title: 'pthread mutex',
  summary: 'A baseline in C: the mutex of the C library. On Linux a futex, tried once and then slept on.',
  source: 'POSIX threads',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'park',
  order: 'none',
  words: 0,
  guest: false,
  ...compiled(new URL('./pthread-mutex.c', import.meta.url), 'threads'),
} satisfies ProgramStrategy;

import type { ProgramStrategy } from '@contend/counter';
import { compiled } from './compile.ts';

/**
 * The processor's own addition, in C, to a word of memory that processes share: the floor under every counter among them.
 *
 * @see shared-add.c
 */
export default {
  kind: 'program',
  id: 'native/shared-add',
  title: 'C atomic add, shared memory',
  summary: 'A baseline in C: one atomic addition to a page that processes share, which no counter among them can beat.',
  source: 'C11 atomics; mmap(2), MAP_SHARED',
  runsIn: ['processes'],
  promises: ['processes'],
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  ...compiled(new URL('./shared-add.c', import.meta.url), 'processes'),
} satisfies ProgramStrategy;

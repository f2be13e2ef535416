import type { ProgramStrategy } from '@contend/counter';
import { compiled } from './compile.ts';

/**
 * The processor's own addition, in C: the floor under every counter that all contenders share.
 *
 * @see atomic-add.c
 */
export default {
  kind: 'program',
  id: 'native/atomic-add',
  title: 'C atomic add',
  summary: 'A baseline in C: one atomic addition, which no counter that all contenders share can beat.',
  source: 'C11 atomics',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'none',
  order: 'none',
  words: 0,
  guest: false,
  ...compiled(new URL('./atomic-add.c', import.meta.url), 'threads'),
} satisfies ProgramStrategy;

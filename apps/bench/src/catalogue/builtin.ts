/** The strategies that come with contend, by their modules' specifiers, and the named core of the standard profile. */
import type { World } from '@contend/counter';

export const BUILTIN = [
  '@contend/unlocked/plain',
  '@contend/unlocked/noop',
  '@contend/promise-mutex/async-mutex',
  '@contend/promise-mutex/queue',
  '@contend/promise-mutex/chain',
  '@contend/spinlock/tas',
  '@contend/spinlock/ttas',
  '@contend/spinlock/ticket',
  '@contend/spinlock/mcs',
  '@contend/spinlock/clh',
  '@contend/mutex/futex',
  '@contend/mutex/adaptive',
  '@contend/mutex/fair',
  '@contend/mutex/robust',
  '@contend/wasm/tas',
  '@contend/wasm/futex',
  '@contend/wasm/adaptive',
  '@contend/wasm/locked-increment',
  '@contend/actor/mailbox',
  '@contend/actor/port',
  '@contend/actor/ring',
  '@contend/actor/flat-combining',
  '@contend/atomic/add',
  '@contend/atomic/compare-and-swap',
  '@contend/atomic/striped',
  '@contend/guests/async-lock',
  '@contend/guests/async-mutex-cjs',
  '@contend/guests/async-sema',
  '@contend/guests/await-lock',
  '@contend/guests/effect',
  '@contend/guests/es-toolkit',
  '@contend/guests/p-limit',
  '@contend/guests/p-mutex',
  '@contend/guests/web-locks',
  '@contend/guests/multithreading',
  '@contend/guests/atomics-mutex',
  '@contend/native/pthread-mutex',
  '@contend/native/adaptive-mutex',
  '@contend/native/atomic-add',
] as const;

/**
 * One headline strategy per family and the baseline, in the worlds where each has something to tell: 29 cells on two cores,
 * about as many as three minutes can tell apart.
 */
export const CORE: Readonly<Record<string, readonly World[]>> = {
  'unlocked/plain': ['tasks', 'threads'],
  'promise-mutex/async-mutex': ['tasks'],
  'promise-mutex/queue': ['tasks', 'threads'],
  'spinlock/ttas': ['threads'],
  'mutex/adaptive': ['threads'],
  'wasm/adaptive': ['threads'],
  'actor/ring': ['threads'],
  'atomic/add': ['tasks', 'threads'],
};

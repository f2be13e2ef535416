/** The strategies that come with contend, by their modules' specifiers, and the named core of the standard profile. */

// spinlock/ticket, mcs and clh are not among them: with more threads than cores they take milliseconds an increment, and
// seconds a batch, so that their forks end at the time limit. They are files like any other: --plugin measures them.
export const BUILTIN = [
  '@contend/unlocked/plain',
  '@contend/promise-mutex/async-mutex',
  '@contend/promise-mutex/queue',
  '@contend/promise-mutex/chain',
  '@contend/spinlock/tas',
  '@contend/spinlock/ttas',
  '@contend/mutex/futex',
  '@contend/actor/mailbox',
  '@contend/actor/port',
  '@contend/actor/ring',
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
] as const;

/** One headline strategy per family, and the yardsticks. */
export const CORE = [
  'unlocked/plain',
  'promise-mutex/async-mutex',
  'promise-mutex/queue',
  'spinlock/ttas',
  'actor/mailbox',
  'actor/ring',
  'atomic/add',
];

/** Everybody's yardstick: what hosts are compared by. */
export const YARDSTICK = 'atomic/add';

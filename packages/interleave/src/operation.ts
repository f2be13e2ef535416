/** The steps of a virtual thread: what it does to shared memory, one indivisible operation at a time. */

/** `read` and `write` are plain accesses of the view; the others are methods of `Atomics`, but for `start`. */
export type OperationKind =
  | 'read'
  | 'write'
  | 'load'
  | 'store'
  | 'exchange'
  | 'compareExchange'
  | 'add'
  | 'sub'
  | 'and'
  | 'or'
  | 'xor'
  | 'wait'
  | 'notify'
  /** Of the checker's own host thread: goes on once all contenders are done. */
  | 'start';

export interface Operation {
  kind: OperationKind;
  /** Index of the word in the view. */
  index: number;
  /** What is written or combined; for `wait` the time limit in ms, for `notify` how many to wake. */
  value: number;
  /** What `compareExchange` and `wait` compare with. */
  expected: number;
}

/** What the thread is told: the old value, or how a wait ended. */
export type Result = number | 'ok' | 'not-equal' | 'timed-out';

export function sameOperation(a: Operation, b: Operation): boolean {
  return a.kind === b.kind && a.index === b.index && Object.is(a.value, b.value) && a.expected === b.expected;
}

/** What the word holds after a memory operation, in the arithmetic of an Int32Array. */
export function written({ kind, value, expected }: Operation, old: number): number {
  switch (kind) {
    case 'write':
    case 'store':
    case 'exchange':
      return value | 0;
    case 'compareExchange':
      return old === expected ? value | 0 : old;
    case 'add':
      return (old + value) | 0;
    case 'sub':
      return (old - value) | 0;
    case 'and':
      return old & value;
    case 'or':
      return old | value;
    case 'xor':
      return old ^ value;
    default:
      return old;
  }
}

/** Stores tell nothing, so that histories which differ in what they overwrote stay one. */
export function told({ kind }: Operation, old: number): number {
  return kind === 'write' || kind === 'store' ? 0 : old;
}

const isPlain = ({ kind }: Operation) => kind === 'read' || kind === 'write';
const touchesMemory = ({ kind }: Operation) => kind !== 'notify' && kind !== 'start';
const mayWrite = ({ kind }: Operation) =>
  kind !== 'read' && kind !== 'load' && kind !== 'wait' && kind !== 'notify' && kind !== 'start';

/**
 * Whether two operations that are both next form a data race: the same word, at least one write, at least one of them
 * plain. A failing `compareExchange` counts as a write: in ECMAScript it is a read-modify-write event either way.
 *
 * @see Watt et al., "Repairing and Mechanising the JavaScript Relaxed Memory Model", PLDI 2020: without data races every
 *   execution is sequentially consistent. Looking at neighbours is enough: Boehm & Adve, "Foundations of the C++
 *   Concurrency Memory Model", PLDI 2008, section 6
 */
export function race(a: Operation, b: Operation): boolean {
  return (
    a.index === b.index &&
    touchesMemory(a) &&
    touchesMemory(b) &&
    (isPlain(a) || isPlain(b)) &&
    (mayWrite(a) || mayWrite(b))
  );
}

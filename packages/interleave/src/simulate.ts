/**
 * The `Atomics` and the view that a strategy is given instead of the real ones: every operation is handed to `perform`,
 * which decides whether the thread goes on and what it is told.
 */
import type { AtomicsLike } from '@contend/counter';
import type { Operation, OperationKind, Result } from './operation.ts';

export interface Simulated {
  atomics: AtomicsLike;
  view: Int32Array;
  memory: WebAssembly.Memory;
}

export interface Hooks {
  perform(operation: Operation): Result;
  /** The strategy leaves what can be simulated. */
  refuse(why: string): never;
  pause(): void;
}

const INDEX = /^\d+$/;

/**
 * @param hooks asked at each operation, so that they can be other ones for each run
 * @param length how many words the view has
 */
export function simulate(hooks: Hooks, length: number): Simulated {
  const view: Int32Array = new Proxy(Object.create(Int32Array.prototype), {
    get(_target, key) {
      if (typeof key === 'string') {
        if (INDEX.test(key)) return Number(key) < length ? hooks.perform(operation('read', Number(key))) : undefined;
        if (key === 'length') return length;
        if (key === 'byteOffset') return 0;
        if (key === 'byteLength') return length * Int32Array.BYTES_PER_ELEMENT;
        if (key === 'BYTES_PER_ELEMENT') return Int32Array.BYTES_PER_ELEMENT;
      }
      return hooks.refuse(`it uses view.${String(key)}, and only single words of the view can be simulated`);
    },
    set(_target, key, value) {
      if (typeof key === 'string' && INDEX.test(key)) {
        if (Number(key) < length) hooks.perform(operation('write', Number(key), Number(value) | 0));
        return true;
      }
      return hooks.refuse(`it sets view.${String(key)}, and only single words of the view can be simulated`);
    },
  });

  function at(array: unknown, index: number): number {
    if (array !== view)
      hooks.refuse('it uses Atomics on an array of its own, which is not simulated: use the view it is given');
    if (!(index >= 0 && index < length)) throw new RangeError('Invalid atomic access index');
    return Math.trunc(index);
  }

  const combine =
    (kind: OperationKind) =>
    (array: unknown, index: number, value: number): number =>
      hooks.perform(operation(kind, at(array, index), value | 0)) as number;

  const atomics: Record<string, unknown> = {
    load: (array: unknown, index: number) => hooks.perform(operation('load', at(array, index))),
    store(array: unknown, index: number, value: number) {
      hooks.perform(operation('store', at(array, index), value | 0));
      return Math.trunc(value) || 0;
    },
    exchange: combine('exchange'),
    add: combine('add'),
    sub: combine('sub'),
    and: combine('and'),
    or: combine('or'),
    xor: combine('xor'),
    compareExchange: (array: unknown, index: number, expected: number, value: number) =>
      hooks.perform(operation('compareExchange', at(array, index), value | 0, expected | 0)),
    wait(array: unknown, index: number, value: number, timeout?: number) {
      const limit = Number(timeout);
      return hooks.perform(
        operation('wait', at(array, index), Number.isNaN(limit) ? Infinity : Math.max(limit, 0), value | 0),
      );
    },
    notify: (array: unknown, index: number, count = Infinity) =>
      hooks.perform(operation('notify', at(array, index), Math.max(Math.trunc(count), 0))),
    waitAsync: () => hooks.refuse('it uses Atomics.waitAsync, whose timing cannot be controlled'),
    isLockFree: (bytes: number) => Atomics.isLockFree(bytes),
    pause: () => hooks.pause(),
    [Symbol.toStringTag]: 'Atomics',
  };

  const memory = new Proxy({} as WebAssembly.Memory, {
    get: (_target, key) =>
      hooks.refuse(
        `it uses memory.${String(key)}, which is not simulated (a WebAssembly lock: check its JavaScript twin)`,
      ),
  });
  return { atomics: atomics as unknown as AtomicsLike, view, memory };
}

export function operation(kind: OperationKind, index: number, value = 0, expected = 0): Operation {
  return { kind, index, value, expected };
}

import { assembled, on } from '@contend/wasm/assemble';
import { expect, it, test } from 'vitest';
import { type Bare, operationsOn } from './operations.ts';

const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
const operations = Object.entries(operationsOn(memory));

it.each(operations)('%s leaves every lock free and every word as it was, however often it runs', (_, run) => {
  for (let i = 0; i < 3; i++) run();
  expect(new Int32Array(memory.buffer).every((word) => word === 0)).toBe(true);
});

test('in WebAssembly, what is timed takes a free word, frees a held one, or does both', async () => {
  const view = new Int32Array(memory.buffer);
  const { take, free, pair } = on<Bare>(await assembled(new URL('./bare.wat', import.meta.url)), memory);
  const word = 64;
  const after = (step: (address: number) => void, before: number): number | undefined => {
    view[word] = before;
    step(word * Int32Array.BYTES_PER_ELEMENT);
    return view[word];
  };
  expect([after(take, 0), after(take, 2), after(free, 2), after(pair, 0), after(pair, 2)]).toEqual([1, 2, 0, 0, 0]);
  view[word] = 0;
});

/** Every use of `Atomics` and every touch of a held word would show in it: the loops do what they are called. */
test.each([
  ['load', ['load']],
  ['store', ['store']],
  ['exchange', ['exchange']],
  ['compare-exchange', ['compareExchange']],
  ['pair', ['compareExchange', 'exchange']],
  ['mutex/futex', ['compareExchange', 'exchange']],
  ['pause', ['pause']],
  ['wasm-nothing', []],
  ['wasm-section', []],
] as const)('%s is made of %j and of nothing else', (name, steps) => {
  const seen: string[] = [];
  const real = globalThis.Atomics;
  const spied = new Proxy(real, {
    get: (target, key: string) => {
      seen.push(key);
      return Reflect.get(target, key);
    },
  });
  globalThis.Atomics = spied;
  try {
    operationsOn(memory)[name]();
  } finally {
    globalThis.Atomics = real;
  }
  const rounds = steps.flatMap((step) => Array<string>(1_000).fill(step));
  expect(seen.filter((key) => steps.includes(key as never)).length).toBe(rounds.length);
  expect([...new Set(seen)].toSorted()).toEqual([...steps].toSorted());
});

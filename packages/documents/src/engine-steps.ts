/** The steps of an engine's measurement, by their names there, in words; names of code between backquotes. */
export const ENGINE_STEPS: Readonly<Record<string, string>> = {
  load: '`Atomics.load`',
  store: '`Atomics.store`',
  exchange: '`Atomics.exchange`',
  'compare-exchange': '`Atomics.compareExchange`',
  pair: '`Atomics.compareExchange`, then `Atomics.exchange`: the two that `mutex/futex` needs at least',
  'mutex/futex': '`mutex/futex`: lock and unlock',
  'wasm-pair': 'the same two operations in a loop inside WebAssembly',
  'wasm-one-call': 'the same two operations, one call of WebAssembly for both',
  'wasm-two-calls':
    'the same two operations, a call of WebAssembly for each: what any lock of two calls needs at least',
  'wasm-section': 'the same two calls around a plain increment',
  'native/pthread-mutex': '`native/pthread-mutex`: lock, increment and unlock, in C',
  'wasm-nothing': 'a call of a WebAssembly function that does nothing',
  'wasm/futex': '`wasm/futex`: lock and unlock, two calls',
  pause: '`Atomics.pause`',
  'try-finally': "the package's `Mutex`: lock, and release in `finally`",
  using: "the package's `Mutex`: `using guard = mutex.lock()`",
  'wake-up': 'two threads wake each other by `Atomics.notify`, there and back',
  'ping-pong': 'a word goes to the other core and back, no thread sleeps',
};

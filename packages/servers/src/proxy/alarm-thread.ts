/** Sleeps until it is time, which timers of an event loop do to the millisecond only. */
import { workerData } from 'node:worker_threads';
import { type AlarmMemory, ASKED, NEVER, now, RUNG } from './alarm.ts';

/** ms that the kernel lets a sleeper lie too long. */
const OVERSLEPT_MS = 0.05;
/** ms that it takes to wake the other thread. */
const EARLY_MS = 0.02;
const { words, due } = workerData as AlarmMemory;

for (let asked = 0; ; ) {
  Atomics.wait(words, ASKED, asked);
  asked = Atomics.load(words, ASKED);
  for (;;) {
    const left = (due[0] as number) - now();
    if (left <= EARLY_MS) break;
    Atomics.wait(words, NEVER, 0, left - OVERSLEPT_MS);
  }
  Atomics.store(words, RUNG, asked);
  Atomics.notify(words, RUNG);
}

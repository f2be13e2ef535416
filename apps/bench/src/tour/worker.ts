/** A crew's thread: loads the step's file, waits at the gate, and increments. */
import { parentPort, workerData } from 'node:worker_threads';
import { Gate } from './gate.ts';
import type { SharedNumber } from './shared-number.ts';

export interface Job {
  /** URL of the step's file, which exports the class `Counter`. */
  source: string;
  memory: SharedArrayBuffer;
  worker: number;
  contenders: number;
  increments: number;
}

export interface Done {
  /** Calls of `increment`. */
  calls: number;
  /** How many of them threw. */
  thrown: number;
}

interface StepCounter extends SharedNumber {
  /** @param turn 1, 2, … */
  increment(turn: number): void;
}

function contend(counter: StepCounter, gate: Gate, increments: number): Done {
  let calls = 0;
  let thrown = 0;
  gate.enter();
  while (calls < increments || !gate.everybodyFinished) {
    calls++;
    try {
      counter.increment(calls);
    } catch {
      thrown++;
    }
    if (calls === increments) gate.finish();
  }
  return { calls, thrown };
}

const { source, memory, worker, contenders, increments }: Job = workerData;
const { Counter }: { Counter: new (memory: SharedArrayBuffer, worker: number) => StepCounter } = await import(source);
parentPort?.postMessage(contend(new Counter(memory, worker), new Gate(memory, contenders), increments));

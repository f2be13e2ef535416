/**
 * A thread of a process that makes a fault: one contender's, all tasks', or an actor's owner's. It is started by hand and
 * not by a pool, for it may be terminated.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type AsyncLock, atomics, type Cell, type Lock, type Port, type Region } from '@contend/counter';
import { strategyIn } from '../load.ts';
import { BARE, type Seat, takeSeat } from '../seat.ts';
import { Control, VICTIM } from './control.ts';
import { grief, griefAsync, Moment, mishap } from './mishaps.ts';
import type { FaultSpec } from './spec.ts';

export interface ThreadData {
  spec: FaultSpec;
  /** The contender, or the number of contenders for an actor's owner. */
  index: number;
  control: SharedArrayBuffer;
}

export type ToThread =
  | { is: 'sit'; memory: WebAssembly.Memory; regions: Region[]; ports: Port[] }
  | { is: 'go' }
  | { is: 'value' };

export type FromThread =
  | { is: 'loaded'; words: number }
  | { is: 'seated' }
  | { is: 'threw'; contender: number; message: string }
  | { is: 'left' }
  | { is: 'value'; value: number };

/** Awaited increments between two turns of the event loop, without which timers and messages would starve. */
const PER_TURN = 32;

const { spec, index, control: buffer } = workerData as ThreadData;
const { fault, world } = spec;
const control = new Control(spec.contenders, buffer);
const fire = () => control.fire();
const seen = spec.kind === 'lock' || spec.kind === 'async-lock';
const moment = new Moment(mishap(fault, fire));
let cell: Cell;
let seat: Seat;
let lock: Lock | AsyncLock;

function say(message: FromThread): void {
  parentPort?.postMessage(message);
}

const strategy = await strategyIn(spec.module, spec.strategy);

function sit({ memory, regions, ports }: Extract<ToThread, { is: 'sit' }>): void {
  cell = { memory, view: new Int32Array(memory.buffer), regions };
  const owner = index === spec.contenders;
  const over = index === VICTIM && !seen && fault !== 'crowd' ? moment.atomics() : atomics;
  seat = takeSeat(strategy, { world, contenders: spec.contenders, contender: index, cell, ports, atomics: over });
  if (owner) Promise.resolve(seat.owner(0, ports).serve()).catch((error) => threw(index, error));
  else seat.client(0, { ...BARE, lock: keep, asyncLock: keep }, undefined);
}

function keep<L extends Lock | AsyncLock>(made: L): L {
  lock = made;
  return made;
}

function threw(contender: number, error: unknown): void {
  say({ is: 'threw', contender, message: error instanceof Error ? error.message : String(error) });
}

async function contend(contender: number): Promise<void> {
  const client = seat.client(0, BARE, undefined);
  let due = contender === VICTIM && fault !== 'crowd';
  let turns = 0;
  do {
    if (due && control.armed) {
      due = false;
      if (!seen) moment.draw();
      else if (await inSection()) control.finish(contender);
    }
    const hit = client.increment();
    if (contender === VICTIM) moment.begun();
    if (world === 'tasks' || typeof hit !== 'number') {
      await hit;
      if (++turns % PER_TURN === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    control.finish(contender);
  } while (!control.stopped);
}

function inSection(): boolean | Promise<boolean> {
  const count = { view: cell.view, index: cell.regions[0]?.count as number };
  if (spec.kind === 'lock') return grief(fault, lock as Lock, count, fire);
  return griefAsync(fault, lock as AsyncLock, count, fire);
}

async function go(): Promise<void> {
  const contenders = world === 'tasks' ? Array.from({ length: spec.contenders }, (_, i) => i) : [index];
  await Promise.all(contenders.map((contender) => contend(contender).catch((error) => threw(contender, error))));
  say({ is: 'left' });
}

parentPort?.on('message', (message: ToThread) => {
  switch (message.is) {
    case 'sit':
      // An owner may serve without ever returning from here.
      if (index === spec.contenders) say({ is: 'seated' });
      sit(message);
      if (index !== spec.contenders) say({ is: 'seated' });
      break;
    case 'go':
      go();
      break;
    case 'value':
      say({ is: 'value', value: seat.value(0) >>> 0 });
      break;
  }
});
const { words } = strategy;
say({ is: 'loaded', words: typeof words === 'function' ? words(spec.contenders) : words });

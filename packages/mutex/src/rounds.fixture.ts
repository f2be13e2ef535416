/** Threads that meet at a barrier again and again, blocked and as tasks by turns, and look whether all have come. */
import { parentPort, workerData } from 'node:worker_threads';
import { Barrier } from './index.ts';

/** What is put to the test; the hasty one does not wait in every tenth round. */
export type Subject = 'barrier' | 'hasty barrier';

interface Work {
  subject: Subject;
  handle: ReturnType<Barrier['share']>;
  came: Int32Array;
  missing: Int32Array;
}

const PARTIES = 3;
const ROUNDS = 400;

/** @returns how often somebody went on while others had not come */
export async function rounds(subject: Subject): Promise<number> {
  const { onTestFinished } = await import('vitest');
  const { Actor } = await import('./stage.fixture.ts');
  const handle = new Barrier(PARTIES).share();
  const came = new Int32Array(new SharedArrayBuffer(4 * ROUNDS));
  const missing = new Int32Array(new SharedArrayBuffer(4));
  const actors = Array.from({ length: PARTIES }, () => {
    const actor = new Actor({ subject, handle, came, missing }, './rounds.fixture.ts');
    onTestFinished(async () => {
      await actor.worker.terminate();
    });
    return actor;
  });
  expectDone(await Promise.all(actors.map((actor) => actor.says())));
  return Atomics.load(missing, 0);
}

function expectDone(said: unknown[]): void {
  for (const each of said) if (each !== 'done') throw new Error(`a party says ${each}`);
}

async function work({ subject, handle, came, missing }: Work): Promise<void> {
  const barrier = Barrier.from(handle);
  for (let round = 0; round < ROUNDS; round++) {
    Atomics.add(came, round, 1);
    if (subject === 'hasty barrier' && round % 10 === 0) {
      // Nobody waits in this round.
    } else if (round % 3 === 0) await barrier.waitAsync();
    else barrier.wait();
    if (Atomics.load(came, round) !== PARTIES) Atomics.add(missing, 0, 1);
  }
  parentPort?.postMessage('done');
}

if (parentPort !== null && (workerData as Work | null)?.came !== undefined) await work(workerData as Work);

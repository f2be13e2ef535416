/**
 * Mutated records by the thousand, read, compared and shown: never a crash, a hang or an accepted lie.
 *
 * The work is a thread's, so that a hang can be told from outside. Prints the seed, and writes
 * `results/<machine>/fuzz.json`. Status 1 when something was found.
 *
 * node src/endurance/fuzz/fuzz.ts [--inputs 10000] [--seed N] [--out DIR]
 */
import { randomInt } from 'node:crypto';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Failure, STATUS } from '@contend/bench/cli/failure';
import { wholeNumber } from '@contend/bench/cli/flags';
import { progress } from '@contend/bench/cli/progress';
import { FUZZING, writeDocument } from '@contend/documents';
import { describeHost } from '@contend/record';
import { circumstances, RESULTS } from '../../results.ts';
import { runScript, scriptFlags } from '../../script.ts';
import { type Found, fuzz } from './judge.ts';
import { VALID } from './valid.ts';

const INPUTS = 10_000;
const LARGEST_SEED = 2 ** 31 - 1;
/** No input takes so long on a machine however busy. */
const HANGS_AFTER_MS = 120_000;
const LOOK_EVERY_MS = 500;

interface Job {
  seed: number;
  inputs: number;
  /** The number of the input at work. */
  at: Int32Array;
}

if (isMainThread) {
  await runScript('fuzz', main);
} else {
  const { seed, inputs, at } = workerData as Job;
  parentPort?.postMessage(await fuzz({ valid: VALID, seed, inputs, before: (input) => Atomics.store(at, 0, input) }));
}

async function main(): Promise<number> {
  const values = scriptFlags({
    inputs: String(INPUTS),
    seed: String(randomInt(LARGEST_SEED)),
    out: RESULTS,
  });
  const inputs = wholeNumber('--inputs', values.inputs, 1, 1e7);
  const seed = wholeNumber('--seed', values.seed, 0, LARGEST_SEED);
  console.log(`fuzz: ${inputs} inputs, seed ${seed}`);
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const found = await watched({ seed, inputs, at: new Int32Array(new SharedArrayBuffer(4)) });
  for (const { input, says } of found.faults) console.log(`input ${input}: ${says}`);
  writeDocument(values.out, FUZZING, {
    ...{ startedAt, ...circumstances(await describeHost()) },
    ...{ seed, seconds: (performance.now() - began) / 1_000, ...found, faults: found.faults.slice(0, 1_000) },
  });
  const accepted = found.mutations.reduce((sum, each) => sum + each.accepted, 0);
  const { compared, drawn, faults } = found;
  console.log(`${accepted} accepted (${compared} compared, ${drawn} drawn), ${inputs - accepted} refused`);
  console.log(`${faults.length} that should not be; written to ${FUZZING.file}`);
  return faults.length === 0 ? STATUS.held : STATUS.broken;
}

/** @throws Failure naming the input that hangs */
async function watched(job: Job): Promise<Found> {
  const talk = progress(process.stderr);
  const worker = new Worker(new URL(import.meta.url), { workerData: job });
  const { promise, resolve, reject } = Promise.withResolvers<Found>();
  worker.once('message', resolve);
  worker.once('error', reject);
  const began = performance.now();
  let last = { input: -1, since: began };
  const look = setInterval(() => {
    const [now, input] = [performance.now(), Atomics.load(job.at, 0)];
    if (input !== last.input) last = { input, since: now };
    else if (now - last.since > HANGS_AFTER_MS) {
      reject(new Failure('hang', `input ${input} of seed ${job.seed} hangs`, STATUS.broken));
    }
    const done = input / job.inputs;
    talk.show(`input ${input}`, done, done > 0 ? (now - began) * (1 / done - 1) : 0);
  }, LOOK_EVERY_MS);
  try {
    return await promise;
  } finally {
    clearInterval(look);
    talk.end();
    await worker.terminate();
  }
}

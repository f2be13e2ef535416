/**
 * Stops runs at random moments and looks at what they leave behind: every record on disk valid, nothing of an earlier run
 * damaged, no process left. Writes `results/<machine>/interruptions.json`. Status 1 when something was found.
 *
 * node src/endurance/storm/interrupt-storm.ts [--moments 100] [--seed N] [--out DIR]
 */
import { randomInt } from 'node:crypto';
import { STATUS } from '@contend/bench/cli/failure';
import { wholeNumber } from '@contend/bench/cli/flags';
import { progress } from '@contend/bench/cli/progress';
import { INTERRUPTIONS, writeDocument } from '@contend/documents';
import { describeHost } from '@contend/record';
import { circumstances, RESULTS } from '../../results.ts';
import { runScript, scriptFlags } from '../../script.ts';
import { storm } from './storm.ts';

const MOMENTS = 100;
const LARGEST_SEED = 2 ** 31 - 1;

await runScript('interrupt-storm', main);

async function main(): Promise<number> {
  const values = scriptFlags({
    moments: String(MOMENTS),
    seed: String(randomInt(LARGEST_SEED)),
    out: RESULTS,
  });
  const moments = wholeNumber('--moments', values.moments, 1, 10_000);
  const seed = wholeNumber('--seed', values.seed, 0, LARGEST_SEED);
  console.log(`interrupt-storm: ${moments} moments, seed ${seed}`);
  const startedAt = new Date().toISOString();
  const host = await describeHost();
  const talk = progress(process.stderr);
  const began = performance.now();
  const rows = await storm({
    ...{ moments, seed, host },
    after({ signal, afterMs, faults }, done) {
      talk.show(`${signal} after ${afterMs} ms`, done, (performance.now() - began) * (1 / done - 1));
      for (const fault of faults) talk.say(`${signal} after ${afterMs} ms: ${fault}`);
    },
  });
  talk.end();
  writeDocument(values.out, INTERRUPTIONS, { startedAt, ...circumstances(host), seed, rows });
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((all, row) => all + of(row), 0);
  const faults = sum((row) => row.faults.length);
  console.log(`${sum(({ records }) => records)} records on disk, ${sum(({ partial }) => partial)} of them partial`);
  console.log(`${faults} that should not be; written to ${INTERRUPTIONS.file}`);
  return faults === 0 ? STATUS.held : STATUS.broken;
}

/** `contend ab`: two strategies, two plug-in files or two git revisions of one, interleaved until the budget ends. */
import { calibrate, runPair } from '@contend/harness';
import { STATUS } from '../cli/failure.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson } from '../cli/print.ts';
import { progress } from '../cli/progress.ts';
import { compared, statusOf } from './answer.ts';
import { measurePaired } from './paired.ts';
import { prepare, type Wanted } from './prepare.ts';
import { answerDocument, answerText } from './tell.ts';

export interface AbFlags extends Wanted {
  json: boolean;
}

const TIME_LIMIT_MS = 20_000;

export async function ab(a: string, b: string, flags: AbFlags): Promise<number> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping: what was measured is told'));
  const prepared = await prepare(a, b, flags, signal);
  const { cells, workload, runtime, host, threshold, budgetMs } = prepared;
  const works = workload.insideNs + workload.outsideNs > 0;
  const measured = await measurePaired({
    ...cells,
    pair: runPair,
    now: () => performance.now(),
    cores: host.allowedCores,
    nsPerStep: works ? await calibrate(runtime, host.allowedCores?.[0] ?? null, signal) : undefined,
    budgetMs,
    timeLimitMs: TIME_LIMIT_MS,
    signal,
    onFork: (forks, elapsed) => talk.show(`${a} against ${b}, fork ${forks}`, elapsed / budgetMs, budgetMs - elapsed),
  });
  talk.end();
  const comparison = compared(measured, threshold);
  const document = answerDocument(prepared, measured, comparison);
  if (flags.json) await printJson(document);
  else await print(answerText(document, comparison));
  return signal.aborted ? STATUS.interrupted : statusOf(measured, comparison);
}

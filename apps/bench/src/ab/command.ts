/** `contend ab`: two strategies, two plug-in files or two git revisions of one, interleaved until the budget ends. */
import { calibrate, runFork, runPair } from '@contend/harness';
import { STATUS } from '../cli/failure.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson } from '../cli/print.ts';
import { progress } from '../cli/progress.ts';
import { prove } from '../proof/prove.ts';
import { compared, statusOf } from './answer.ts';
import { measurePaired } from './paired.ts';
import { type Prepared, prepare, type Wanted } from './prepare.ts';
import { sideBySide } from './side-by-side.ts';
import { answerDocument, answerText } from './tell.ts';

export interface AbFlags extends Wanted {
  json: boolean;
}

const TIME_LIMIT_MS = 20_000;

export async function ab(a: string, b: string, flags: AbFlags): Promise<number> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping: what was measured is told'));
  const prepared = await prepare(a, b, flags, signal);
  const { cells, workload, runtimes, host, threshold, budgetMs } = prepared;
  const cores = host.allowedCores;
  for (const each of new Set(Object.values(runtimes))) {
    if (each.typed !== undefined) await prove(each, runFork, { cores, signal });
  }
  const works = workload.insideNs + workload.outsideNs > 0;
  const measured = await measurePaired({
    ...cells,
    pair: runtimes.a.path === runtimes.b.path ? runPair : sideBySide(runtimes.a, runtimes.b, runFork),
    now: () => performance.now(),
    cores,
    nsPerStep: works ? await calibrated(runtimes, cores?.[0] ?? null, signal) : undefined,
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

async function calibrated({ a, b }: Prepared['runtimes'], core: number | null, signal: AbortSignal) {
  const ofA = await calibrate(a, core, signal);
  return { a: ofA, b: a.path === b.path ? ofA : await calibrate(b, core, signal) };
}

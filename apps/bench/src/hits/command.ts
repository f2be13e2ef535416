/** `contend hits`: a website's hit counter under load, told how fast each is, and what it loses. */
import { dirname } from 'node:path';
import { HITS, type Hits, writeDocument } from '@contend/documents';
import { ensureWritable, RecordError } from '@contend/record';
import { Failure, STATUS } from '../cli/failure.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson } from '../cli/print.ts';
import { type Progress, progress } from '../cli/progress.ts';
import { hitsOf, warningsAfter, warningsBefore } from './document.ts';
import { measureHits } from './measure.ts';
import { type HitsFlags, type HitsPlan, hitsPlan } from './plan.ts';
import { planDocument, planLines, planTable, summary } from './tell.ts';

export interface HitsOptions extends HitsFlags {
  dryRun: boolean;
  out?: string;
  json: boolean;
}

/** Where the document goes unless told; with `--json` it goes to stdout alone. */
const OUT = 'results';

/** @param argv what was typed after `contend` */
export async function hits(options: HitsOptions, argv: readonly string[]): Promise<number> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping: what was measured is kept (Ctrl-C again stops at once)'));
  const plan = await hitsPlan(options, signal);
  if (options.dryRun) {
    if (options.json) await printJson(planDocument(plan));
    else await print(`${[...planLines(plan), ...planTable(plan)].join('\n')}\n`);
    return STATUS.held;
  }
  const out = options.out ?? (options.json ? undefined : OUT);
  // Better known before than after.
  if (out !== undefined) ensureWritable(out);
  for (const line of planLines(plan)) talk.say(line);
  const document = await measured(plan, argv, talk, signal);
  if (options.json) await printJson(document);
  else if (document.trials.length > 0) await print(`\n${summary(document)}\n`);
  if (document.trials.length === 0) talk.say('stopped before anything was measured');
  else if (out !== undefined) await keep(out, document, talk);
  return signal.aborted ? STATUS.interrupted : concluded(document, talk);
}

async function measured(plan: HitsPlan, argv: readonly string[], talk: Progress, signal: AbortSignal): Promise<Hits> {
  const startedAt = new Date();
  const before = await warningsBefore(plan);
  for (const warning of before) talk.say(`warning: ${warning}`);
  const measurement = await measureHits(plan, talk, signal);
  const after = warningsAfter(measurement, plan);
  for (const warning of after) talk.say(`warning: ${warning}`);
  const warnings = [...before, ...after];
  return hitsOf(measurement, { plan, argv, startedAt, partial: signal.aborted, warnings });
}

/** @throws Failure that says how the document is kept where it cannot be written */
async function keep(out: string, document: Hits, talk: Progress): Promise<void> {
  let path: string;
  try {
    path = writeDocument(out, HITS, document);
  } catch (error) {
    if (!(error instanceof RecordError) || error.code === 'invalid') throw error;
    throw new Failure(error.code, `${error.message}; use --json to get the document through a pipe`);
  }
  talk.say(`record    ${path}`);
  const { writeHits } = await import('@contend/report');
  for (const each of await writeHits(document, dirname(path)))
    talk.say(`${each.endsWith('.svg') ? 'picture' : 'page   '}   ${each}`);
}

/** Tells what was broken. @returns the exit status */
function concluded({ counters, trials }: Hits, talk: Progress): number {
  const promised = new Set(counters.filter((each) => each.promised).map(({ strategy }) => strategy));
  const broken = trials.filter(
    ({ strategy, verdict }) => promised.has(strategy) && verdict !== 'exact' && verdict !== 'within',
  );
  for (const { strategy, load, fault, verdict, answered, counted, reason } of broken) {
    const count =
      counted === null ? (reason ?? 'its count could not be asked') : `${answered} answered, ${counted} counted`;
    talk.say(`broke its promise: ${strategy}, ${fault ?? load}: ${verdict}, ${count}`);
  }
  return broken.length > 0 ? STATUS.broken : STATUS.held;
}

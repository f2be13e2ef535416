/** `contend check`: explores every schedule of the strategies' own source, up to a bound. */
import { availableParallelism } from 'node:os';
import type { World } from '@contend/counter';
import { ask } from '@contend/harness';
import { type Report, renderReport, renderTrace } from '@contend/interleave';
import { absence, catalogue, type Entry, select } from '../catalogue.ts';
import type { Checked, CheckJob } from '../check/check-worker.ts';
import { Failure, STATUS } from '../failure.ts';
import { wholeNumber } from '../flags.ts';
import { interruptible } from '../interrupt.ts';
import { print, printJson } from '../print.ts';
import { progress } from '../progress.ts';

export interface CheckFlags {
  strategies?: string;
  plugin: string[];
  contenders?: string;
  increments?: string;
  replay?: string;
  json: boolean;
}

/** More cannot be explored in anybody's lifetime. */
const MOST = 8;
const TIME_LIMIT_MS = 60_000;

/** A violation where nothing is promised is the negative control doing its work. */
function broken({ verdict, promised }: Report): boolean {
  return promised && verdict === 'violation';
}

/** What is left to say where nothing was explored. */
function unexplored(entry: Entry, world: World, verdict: 'gave up' | 'not checkable', reason: string): Report {
  const nothing = { reached: null, bounds: [], states: 0, transitions: 0, ms: 0, perSecond: 0, overtaken: null };
  return {
    strategy: entry.id,
    world,
    promised: entry.promises.includes(world),
    verdict,
    says: `${verdict}: ${reason}`,
    reason,
    ...nothing,
    violations: [],
    assumes: [],
  };
}

export async function check(flags: CheckFlags): Promise<number> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping'));
  const bound = (flag: string, text: string | undefined) =>
    text === undefined ? undefined : wholeNumber(flag, text, 1, MOST);
  const contenders = bound('--contenders', flags.contenders);
  const increments = bound('--increments', flags.increments);
  const all = await catalogue(flags.plugin, process.execPath, signal);
  const entries = flags.strategies === undefined ? all : select(all, flags.strategies);
  const asked = ({ module, id, flags: needs = [] }: Entry, world: World) => {
    const job: CheckJob = { module, strategy: id, world, contenders, increments, token: flags.replay };
    const asking = { runtime: process.execPath, flags: needs, timeLimitMs: TIME_LIMIT_MS, graceMs: 0, signal };
    return ask<Checked>(new URL('../check/check-child.ts', import.meta.url), job, asking);
  };

  if (flags.replay !== undefined) return replayed(entries, flags, asked);

  const jobs = entries.flatMap((entry) => entry.runsIn.map((world) => ({ entry, world })));
  const started = performance.now();
  const reports = await eachOnACore(jobs, async ({ entry, world }, done) => {
    const each = (performance.now() - started) / Math.max(1, done);
    talk.show(`${entry.id} in ${world}`, done / jobs.length, each * (jobs.length - done));
    if (entry.absent !== undefined) return unexplored(entry, world, 'not checkable', `absent here: ${entry.absent}`);
    const outcome = await asked(entry, world);
    if ('died' in outcome) return unexplored(entry, world, 'gave up', outcome.died);
    if ('report' in outcome.answer) return outcome.answer.report;
    throw new Error(`${entry.id} was asked for a report and answered with something else`);
  });
  const ms = performance.now() - started;
  talk.end();
  const bad = reports.filter(broken);
  if (flags.json) await printJson({ ok: bad.length === 0, reports });
  else await print(`${reports.map(renderReport).join('\n\n')}\n\n${closing(reports, bad, ms)}\n`);
  const mine = new Set(entries.filter(({ guest }) => !guest).map(({ id }) => id));
  return bad.some(({ strategy }) => mine.has(strategy)) ? STATUS.broken : STATUS.held;
}

/**
 * Does the jobs in order, one on each core at a time: a check is one process that computes.
 *
 * @param does is told how many jobs have ended
 * @returns what each gave, in the order of the jobs
 */
async function eachOnACore<J, R>(jobs: readonly J[], does: (job: J, done: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = jobs.entries();
  let done = 0;
  const work = async () => {
    for (const [i, job] of queue) {
      results[i] = await does(job, done);
      done++;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

function closing(reports: readonly Report[], bad: readonly Report[], ms: number): string {
  const count = (verdict: Report['verdict']) => reports.filter((report) => report.verdict === verdict).length;
  const states = reports.reduce((sum, report) => sum + report.states, 0);
  const s = ms / 1_000;
  const parts = [
    `${count('no violation')} hold up to their bounds`,
    `${bad.length} break a promise`,
    `${count('violation') - bad.length} race where they promise nothing`,
    `${count('gave up')} given up`,
    `${count('not checkable')} not checkable`,
  ];
  return `${parts.join(', ')}; ${states} states and schedules in ${s.toFixed(1)} s, ${Math.round(states / s)} a second`;
}

async function replayed(
  entries: readonly Entry[],
  { replay, json }: CheckFlags,
  asked: (entry: Entry, world: World) => ReturnType<typeof ask<Checked>>,
): Promise<number> {
  const [entry, another] = entries;
  const world = entry?.runsIn[0];
  if (entry === undefined || world === undefined || another !== undefined) {
    throw new Failure('flag', `--replay needs the one strategy that the token is of: add --strategies family/name`);
  }
  if (entry.absent !== undefined) throw new Failure('absent', absence(entry), STATUS.host);
  const outcome = await asked(entry, world);
  if ('died' in outcome) throw new Failure('replay', `${entry.id} cannot be replayed: ${outcome.died}`);
  if (!('trace' in outcome.answer)) {
    throw new Failure('flag', `--replay ${JSON.stringify(replay)}: no schedule of ${entry.id}; copy the token whole`);
  }
  const { trace } = outcome.answer;
  if (json) await printJson(trace);
  else await print(`${renderTrace(trace)}\n`);
  return STATUS.held;
}

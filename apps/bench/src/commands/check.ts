/** `contend check`: explores every schedule of the strategies' own source, up to a bound. */
import { ask } from '@contend/harness';
import { type Report, renderReport, renderTrace } from '@contend/interleave';
import { catalogue, type Entry, select } from '../catalogue.ts';
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

/** What a process that died leaves to say. */
function died(entry: Entry, world: Report['world'], reason: string): Report {
  const nothing = { reached: null, bounds: [], states: 0, transitions: 0, ms: 0, perSecond: 0, overtaken: null };
  const says = `gave up: ${reason}`;
  const promised = entry.promises.includes(world);
  return {
    strategy: entry.id,
    world,
    promised,
    verdict: 'gave up',
    says,
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
  const asked = async (job: CheckJob) => {
    const asking = { runtime: process.execPath, timeLimitMs: TIME_LIMIT_MS, graceMs: 0, signal };
    return ask<Checked>(new URL('../check/check-child.ts', import.meta.url), job, asking);
  };
  const jobOf = (entry: Entry, world: Report['world']): CheckJob => ({
    module: entry.module,
    strategy: entry.id,
    world,
    contenders,
    increments,
    token: flags.replay,
  });

  if (flags.replay !== undefined) return replayed(entries, flags, (entry, world) => asked(jobOf(entry, world)));

  const jobs = entries.flatMap((entry) => entry.runsIn.map((world) => ({ entry, world })));
  const reports: Report[] = [];
  const started = performance.now();
  for (const [i, { entry, world }] of jobs.entries()) {
    const each = (performance.now() - started) / Math.max(1, i);
    talk.show(`${entry.id} in ${world}`, i / jobs.length, each * (jobs.length - i));
    const outcome = await asked(jobOf(entry, world));
    if ('died' in outcome) reports.push(died(entry, world, outcome.died));
    else if ('report' in outcome.answer) reports.push(outcome.answer.report);
  }
  talk.end();
  const bad = reports.filter(broken);
  if (flags.json) await printJson({ ok: bad.length === 0, reports });
  else await print(`${reports.map(renderReport).join('\n\n')}\n\n${closing(reports, bad)}\n`);
  const mine = new Set(entries.filter(({ guest }) => !guest).map(({ id }) => id));
  return bad.some(({ strategy }) => mine.has(strategy)) ? STATUS.broken : STATUS.held;
}

function closing(reports: readonly Report[], bad: readonly Report[]): string {
  const count = (verdict: Report['verdict']) => reports.filter((report) => report.verdict === verdict).length;
  const states = reports.reduce((sum, report) => sum + report.states, 0);
  const s = reports.reduce((sum, report) => sum + report.ms, 0) / 1_000;
  const rate = s > 0 ? `, ${Math.round(states / s)} states a second` : '';
  const parts = [
    `${count('no violation')} hold up to their bounds`,
    `${bad.length} break a promise`,
    `${count('violation') - bad.length} race where they promise nothing`,
    `${count('gave up')} given up`,
    `${count('not checkable')} not checkable`,
  ];
  return `${parts.join(', ')}${rate}`;
}

async function replayed(
  entries: readonly Entry[],
  { replay, json }: CheckFlags,
  asked: (entry: Entry, world: Report['world']) => ReturnType<typeof ask<Checked>>,
): Promise<number> {
  const [entry, another] = entries;
  const world = entry?.runsIn[0];
  if (entry === undefined || world === undefined || another !== undefined) {
    throw new Failure('flag', `--replay needs the one strategy that the token is of: add --strategies family/name`);
  }
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

/** `contend check`: explores every schedule of the strategies' own source, up to a bound. */
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
  const reports: Report[] = [];
  const started = performance.now();
  for (const [i, { entry, world }] of jobs.entries()) {
    const each = (performance.now() - started) / Math.max(1, i);
    talk.show(`${entry.id} in ${world}`, i / jobs.length, each * (jobs.length - i));
    if (entry.absent !== undefined) {
      reports.push(unexplored(entry, world, 'not checkable', `absent here: ${entry.absent}`));
      continue;
    }
    const outcome = await asked(entry, world);
    if ('died' in outcome) reports.push(unexplored(entry, world, 'gave up', outcome.died));
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

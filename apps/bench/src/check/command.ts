/** `contend check`: explores every schedule of the strategies' own source, or of a model of it, up to a bound. */

import type { World } from '@contend/counter';
import { OWN } from '@contend/harness';
import { type Report, renderReport, renderTrace } from '@contend/interleave';
import { absence, catalogue, type Entry, select } from '../catalogue/catalogue.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import { wholeNumber } from '../cli/flags.ts';
import { interruptible } from '../cli/interrupt.ts';
import { print, printJson } from '../cli/print.ts';
import { progress } from '../cli/progress.ts';
import { asked, explore } from './explore.ts';

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

export async function check(flags: CheckFlags): Promise<number> {
  const talk = progress(process.stderr);
  const signal = interruptible(() => talk.say('stopping'));
  const bound = (flag: string, text: string | undefined) =>
    text === undefined ? undefined : wholeNumber(flag, text, 1, MOST);
  const contenders = bound('--contenders', flags.contenders);
  const increments = bound('--increments', flags.increments);
  const all = await catalogue(flags.plugin, OWN, signal);
  const entries = flags.strategies === undefined ? all : select(all, flags.strategies);
  const exploring = { contenders, increments, models: true, timeLimitMs: TIME_LIMIT_MS, signal };
  if (flags.replay !== undefined) {
    return replayed(entries, flags, (entry, world) => asked({ entry, world }, exploring, flags.replay));
  }

  const subjects = entries.flatMap((entry) => entry.runsIn.map((world) => ({ entry, world })));
  const startedAt = new Date();
  const started = performance.now();
  const reports = await explore(subjects, {
    ...exploring,
    show: ({ entry, world }, done, leftMs) => talk.show(`${entry.id} in ${world}`, done, leftMs),
  });
  const ms = performance.now() - started;
  talk.end();
  const bad = reports.filter(broken);
  if (flags.json) await printJson({ ok: bad.length === 0, startedAt: startedAt.toISOString(), ms, reports });
  else await print(`${reports.map(renderReport).join('\n\n')}\n\n${closing(reports, bad, ms)}\n`);
  const mine = new Set(entries.filter(({ guest }) => !guest).map(({ id }) => id));
  return bad.some(({ strategy }) => mine.has(strategy)) ? STATUS.broken : STATUS.held;
}

function closing(reports: readonly Report[], bad: readonly Report[], ms: number): string {
  const count = (verdict: Report['verdict']) => reports.filter((report) => report.verdict === verdict).length;
  const states = reports.reduce((sum, report) => sum + report.states, 0);
  const s = ms / 1_000;
  const parts = [
    `${count('no violation')} hold up to their bounds`,
    `${bad.length} break a promise`,
    `${count('violation') - bad.length} lose updates where they promise nothing`,
    `${count('gave up')} given up`,
    `${count('not checkable')} not checkable`,
  ];
  const models = reports.filter(({ model }) => model !== null).length;
  const own =
    models === 0 ? '' : `; in ${models} of these a model of the protocol was explored, not the strategy’s own source`;
  return `${parts.join(', ')}; ${states} states and schedules in ${s.toFixed(1)} s${own}`;
}

async function replayed(
  entries: readonly Entry[],
  { replay, json }: CheckFlags,
  ask: (entry: Entry, world: World) => ReturnType<typeof asked>,
): Promise<number> {
  const [entry, another] = entries;
  const world = entry?.runsIn[0];
  if (entry === undefined || world === undefined || another !== undefined) {
    throw new Failure('flag', `--replay needs the one strategy that the token is of: add --strategies family/name`);
  }
  if (entry.absent !== undefined) throw new Failure('absent', absence({ entry, reason: entry.absent }), STATUS.host);
  const outcome = await ask(entry, world);
  if ('died' in outcome) throw new Failure('replay', `${entry.id} cannot be replayed: ${outcome.died}`);
  if (!('trace' in outcome.answer)) {
    throw new Failure('flag', `--replay ${JSON.stringify(replay)}: no schedule of ${entry.id}; copy the token whole`);
  }
  const { trace } = outcome.answer;
  if (json) await printJson(trace);
  else await print(`${renderTrace(trace)}\n`);
  return STATUS.held;
}

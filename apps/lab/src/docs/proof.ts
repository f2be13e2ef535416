/** The page on exploring and on faults: where it lies, and what is generated in it. */
import { readFileSync } from 'node:fs';
import { DEFAULTS, type Report, VIOLATIONS } from '@contend/interleave';
import { MUTANTS } from '@contend/interleave/mutants';
import { REWRITTEN } from '@contend/interleave/rewritten';
import { codeSpan } from '@contend/report/code-span';
import { faultTable, newestFaults, SHARING } from './faults.ts';
import { fill } from './fill.ts';
import { type Committed, newest, parsed } from './newest.ts';
import { ROOT } from './page.ts';
import { type Sections, setting, settingTables } from './settings.ts';
import { suiteTables } from './suite.ts';
import { grouped, table } from './table.ts';

export const PROOF = new URL('docs/proof.md', ROOT);

/** What `contend check --json` says, as far as the page shows it. */
export interface CheckedDocument {
  startedAt: string;
  ms: number;
  reports: (Pick<Report, 'strategy' | 'world' | 'promised' | 'verdict' | 'reached' | 'states' | 'ms' | 'reason'> &
    Partial<Pick<Report, 'model' | 'condition'>>)[];
}

type Checked = Committed<CheckedDocument>;

const INTERLEAVE = 'packages/interleave/src';
const SETTINGS: Sections = {
  'reduction-settings': [
    setting('rounds after which an unchanging spin is folded', `${INTERLEAVE}/behaviour.ts`, 'ROUNDS'),
    setting(
      'histories continued beside the one that represents them, at most',
      `${INTERLEAVE}/behaviour.ts`,
      'MAX_OTHERS',
    ),
    setting(
      'steps after which such a history ends where its branch rejoins another',
      `${INTERLEAVE}/behaviour.ts`,
      'MAX_OTHER_STEPS',
    ),
    setting('last steps that tell what a serving owner does next', `${INTERLEAVE}/run.ts`, 'RECENT'),
    setting('microtasks between two close turns', `${INTERLEAVE}/tasks/turns.ts`, 'CLOSE_HOPS'),
  ],
  'fault-settings': [
    setting(
      'ms without an increment by any contender, after which they are stuck',
      'apps/bench/src/run/faults.ts',
      'PATIENCE_MS',
    ),
    setting('and at least this many looks at the counts in that time', 'packages/harness/src/faults/trial.ts', 'LOOKS'),
    setting('ms that a stalled holder stays away', 'packages/harness/src/faults/spec.ts', 'STALL_MS'),
    setting('contenders to a core in a crowd', 'apps/bench/src/run/faults.ts', 'CROWD_PER_CORE'),
    setting('ms that a crowd contends', 'packages/harness/src/faults/trial.ts', 'CROWD_MS'),
  ],
};

const checkedIn = (root: URL): Checked | null =>
  newest(root, 'checked.json', parsed<CheckedDocument>, ({ startedAt }) => startedAt);

const NONE = 'No check of all strategies is committed yet.';

/** What was explored of each strategy, and why no more where it was not all. */
export function checkedTable(checked: Checked | null): string {
  if (checked === null) return NONE;
  const { machine, document } = checked;
  const states = document.reports.reduce((sum, report) => sum + report.states, 0);
  const seconds = document.ms / 1_000;
  const about = [
    `Explored on ${codeSpan(machine)}, ${codeSpan(document.startedAt.slice(0, 10))}: ${grouped(states)} states and schedules`,
    `in ${seconds.toFixed(0)} s, ${grouped(Math.round(states / seconds))} a second.`,
  ].join(' ');
  const rows = document.reports.map((report) => [
    subjectOf(report),
    report.world,
    report.reached === null ? 'none' : `${report.reached.contenders} × ${report.reached.increments}`,
    `${grouped(report.states)}${report.world === 'tasks' && report.states > 0 ? ' schedules' : ''}`,
    verdictOf(report),
  ]);
  return `${about}\n\n${table(['strategy', 'world', 'explored up to', 'states', 'verdict'], rows)}`;
}

function subjectOf({ strategy, model, condition }: CheckedDocument['reports'][number]): string {
  return model == null ? codeSpan(strategy) : `${codeSpan(strategy)}: a model of ${codeSpan(model)}, ${condition}`;
}

function verdictOf({ verdict, promised, reason }: CheckedDocument['reports'][number]): string {
  if (verdict === 'violation') return promised ? 'VIOLATION of its promise' : 'violation, where it promises nothing';
  return reason === null ? verdict : `${verdict}: ${codeSpan(reason)}`;
}

const BOUNDS = ['2x1', '2x2', '3x1', '3x2'] as const;

/** How many mutants die of what, at which bound; the tests hold each of them to it. */
export function mutantTable(): string {
  const rows = VIOLATIONS.flatMap((kind) => {
    const killed = MUTANTS.filter(({ as }) => as === kind);
    if (killed.length === 0) return [];
    const counts = BOUNDS.map((bound) => killed.filter(({ dies }) => dies === bound).length);
    return [[kind, ...counts, killed.length].map(String)];
  });
  const all = BOUNDS.map((bound) => MUTANTS.filter(({ dies }) => dies === bound).length);
  const bounds = BOUNDS.map((bound) => bound.replace('x', ' × '));
  return [
    `${MUTANTS.length} mutants are killed; ${REWRITTEN.length} equivalent rewrites are left alone.`,
    table(['found as', ...bounds, 'all'], [...rows, ['all', ...all, MUTANTS.length].map(String)]),
  ].join('\n\n');
}

function limitsTable(): string {
  const { contenders, increments, states, ms, spins } = DEFAULTS;
  return table(
    ['limit', 'default'],
    [
      ['contenders × increments of each (`--contenders`, `--increments`)', `${contenders} × ${increments}`],
      ['states, or schedules of tasks, at one bound', grouped(states)],
      ['time for one strategy in one world', `${ms / 1_000} s`],
      ['spin budget that constructors are given', String(spins)],
    ],
  );
}

/** @returns the page as it should be, from the page as it is */
export async function generatedProof(): Promise<string> {
  const contents = {
    checked: checkedTable(checkedIn(ROOT)),
    mutants: mutantTable(),
    limits: limitsTable(),
    ...suiteTables(ROOT),
    faults: faultTable(newestFaults(ROOT, SHARING)),
    ...Object.fromEntries(await settingTables(ROOT, SETTINGS)),
  };
  return fill(readFileSync(PROOF, 'utf8'), new Map(Object.entries(contents)));
}

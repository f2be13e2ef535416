/** What a selftest asks of its trials, of contend's rule and of plain tinybench's: a row a question. */
import type { Host } from '@contend/record';
import { percent } from '@contend/report/units';
import type { Quotient } from './overhead.ts';
import type { Ratios } from './overhead-child.ts';
import { EVERY } from './strategies.ts';
import type { Margin } from './tinybench-child.ts';
import type { Trial } from './trial.ts';
import { alarms, detects, marginsApart, type Row, row } from './verdict.ts';

/** Comparisons of each kind: of equals alone on a core, of equals on all cores, of a lock with a slowed one. */
export type Trials = Record<'uncontended' | 'contended' | 'slowed', Trial[]>;

/** What `contend selftest --json` prints. */
export interface SelftestDocument {
  /** ISO 8601. */
  startedAt: string;
  host: Host;
  runtime: { name: string; version: string; engine: string };
  full: boolean;
  rows: Row[];
  /** What the harness itself costs. */
  overhead: Quotient[];
  trials: Trials;
  tinybench: [Margin, Margin][];
  /** One a fork. */
  overheads: Ratios[];
}

export const CONTEND = 'contend';
export const TINYBENCH = 'tinybench';

const UNCONTENDED_FACTORS = [
  { factor: 1.02, least: 0.8 },
  { factor: 1.05, least: 0.95 },
  { factor: 1.1, least: null },
];
const CONTENDED_FACTORS = [
  { factor: 1.02, least: null },
  { factor: 1.05, least: null },
  { factor: 1.1, least: 0.95 },
];

const slower = (factor: number) => `sees ${Math.round((factor - 1) * 100)} % slower`;

export function rowsOf({ uncontended, contended, slowed }: Trials, margins: readonly [Margin, Margin][]): Row[] {
  const ask = (trials: readonly Trial[], question: (ratios: readonly number[]) => boolean) =>
    trials.map(({ ratios }) => question(ratios));
  const factors = (kind: string, trials: readonly Trial[], asked: typeof UNCONTENDED_FACTORS) =>
    asked.map(({ factor, least }) =>
      row(
        CONTEND,
        `${kind}: ${slower(factor)}`,
        ask(trials, (ratios) => detects(ratios, factor)),
        least === null ? null : { least },
      ),
    );
  const margin = (question: string, answer: (a: Margin, b: Margin) => boolean) =>
    row(
      TINYBENCH,
      `uncontended: ${question}`,
      margins.map(([a, b]) => answer(a, b)),
      null,
    );
  return [
    row(CONTEND, 'uncontended: calls equals different', ask(uncontended, alarms), { most: 0.01 }),
    margin('calls equals different', (a, b) => marginsApart(a, b) !== 'none'),
    ...UNCONTENDED_FACTORS.flatMap((asked) => [
      ...factors('uncontended', uncontended, [asked]),
      margin(slower(asked.factor), (a, b) => marginsApart(a, b, asked.factor) === 'slower'),
    ]),
    row(
      CONTEND,
      `uncontended: sees an extra step in every ${EVERY}th operation`,
      ask(slowed, (ratios) => detects(ratios, 1)),
      null,
    ),
    row(CONTEND, 'contended: calls equals different', ask(contended, alarms), { most: 0.01 }),
    ...factors('contended', contended, CONTENDED_FACTORS),
  ];
}

export const MARKS = { reached: '✓ reached', missed: '✗ missed', undecided: 'undecided' };

/** What was to be reached, and whether it was; nothing where nothing was. */
export function aim({ target, outcome }: Row): string {
  if (target === null || outcome === null) return '';
  const wanted =
    target.most === undefined ? `at least ${percent(target.least as number)}` : `at most ${percent(target.most)}`;
  return `${wanted}: ${MARKS[outcome]}`;
}

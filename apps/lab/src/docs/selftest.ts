/** What the selftest found: from the newest committed document's raw trials, decided again by today's rules. */
import { aim, CONTEND, rowsOf, type SelftestDocument, TINYBENCH } from '@contend/bench/selftest/rows';
import type { Trial } from '@contend/bench/selftest/trial';
import { alarms, detects, type Row } from '@contend/bench/selftest/verdict';
import { usableCores } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { percent } from '@contend/report/units';
import { median } from '@contend/stats';
import { type Committed, newest, parsed } from './newest.ts';
import { table } from './table.ts';

type Selftest = Committed<SelftestDocument>;

/** @param root of the repository. @returns `null` when none was committed yet */
export function newestSelftest(root: URL): Selftest | null {
  return newest(root, 'selftest.json', parsed<SelftestDocument>, ({ startedAt }) => startedAt);
}

const NONE = 'No selftest of a machine is committed yet.';

export function selftestTables(selftest: Selftest | null): Record<'selftest' | 'selftest-time', string> {
  if (selftest === null) return { selftest: NONE, 'selftest-time': NONE };
  return { selftest: `${circumstances(selftest)}\n\n${found(selftest)}`, 'selftest-time': times(selftest) };
}

function circumstances({ machine, document }: Selftest): string {
  const { host, runtime, startedAt, trials } = document;
  const { uncontended, contended, slowed } = trials;
  const virtual =
    host.virtualised === null || host.virtualised === 'no' ? '' : `, virtual (${codeSpan(host.virtualised)})`;
  const longest = Math.max(...[...uncontended, ...contended, ...slowed].map(({ seconds }) => seconds));
  return [
    `Measured on ${codeSpan(machine)}: ${codeSpan(host.cpu.model)}, ${usableCores(host)} cores${virtual}`,
    `${codeSpan(`${runtime.name} ${runtime.version}`)}, ${codeSpan(startedAt.slice(0, 10))}`,
    `forks in a comparison, median: ${forksOf(uncontended)} uncontended, ${forksOf(contended)} contended`,
    `no comparison took longer than ${longest.toFixed(1)} s.`,
  ].join('; ');
}

function forksOf(trials: readonly Trial[]): number {
  return Math.round(median(trials.map(({ ratios }) => ratios.length)));
}

/** Both rules' answers to one question next to each other. */
function found({ document }: Selftest): string {
  const questions = Map.groupBy(rowsOf(document.trials, document.tinybench), ({ question }) => question);
  const answer = (rows: readonly Row[], rule: string) => {
    const row = rows.find((each) => each.rule === rule);
    if (row === undefined) return 'not asked';
    return `${row.count} of ${row.of}, ${percent(row.rate)} (${percent(row.low)} to ${percent(row.high)})`;
  };
  return table(
    ['question', 'contend (95 % interval)', 'plain tinybench (95 % interval)', 'target for contend'],
    [...questions].map(([question, rows]) => [
      question,
      answer(rows, CONTEND),
      answer(rows, TINYBENCH),
      rows
        .filter(({ rule }) => rule === CONTEND)
        .map(aim)
        .join('') || 'none',
    ]),
  );
}

/** Parts and multiples of the time that a comparison took. */
const TIMES = [1 / 4, 1 / 2, 1, 2, 4];
const FACTORS = [1.02, 1.05, 1.1];

/** Comparisons of another length: the first forks of each, or several in a row as if they were one. */
export function lasting(trials: readonly Trial[], times: number): Trial[] {
  if (times <= 1) {
    return trials.map(({ ratios, seconds }) => ({
      ratios: ratios.slice(0, Math.max(1, Math.round(ratios.length * times))),
      seconds: seconds * times,
    }));
  }
  const whole = Math.floor(trials.length / times);
  return Array.from({ length: whole }, (_, i) => {
    const joined = trials.slice(i * times, (i + 1) * times);
    return {
      ratios: joined.flatMap(({ ratios }) => ratios),
      seconds: joined.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  });
}

function times({ document: { trials } }: Selftest): string {
  const rows = (['uncontended', 'contended'] as const).flatMap((kind) =>
    TIMES.map((times) => lasting(trials[kind], times))
      .filter((lasted) => lasted.length > 0)
      .map((lasted) => {
        const share = (holds: (ratios: readonly number[]) => boolean) =>
          `${lasted.filter(({ ratios }) => holds(ratios)).length} of ${lasted.length}`;
        return [
          kind,
          `${median(lasted.map(({ seconds }) => seconds)).toFixed(1)} s`,
          String(forksOf(lasted)),
          share(alarms),
          ...FACTORS.map((factor) => share((ratios) => detects(ratios, factor))),
        ];
      }),
  );
  const sees = FACTORS.map((factor) => `sees ${Math.round((factor - 1) * 100)} %`);
  return table(['comparison', 'time', 'forks', 'calls equals different', ...sees], rows);
}

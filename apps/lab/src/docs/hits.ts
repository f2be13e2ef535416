/** The chapter on a website's hit counter, for the page on machines: from the newest committed `hits.json`. */
import { HITS, type Hits, type HitsFault, readDocument } from '@contend/documents';
import { processorName, usableCores } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import {
  alwaysRight,
  type Counted,
  HITS_FAULTS,
  type HitsRow,
  hitsRows,
  isShared,
  lostShare,
  type Spread,
  speedOf,
  stateOf,
} from '@contend/report/hits';
import { lostWord, spreadWord, verdictWord, whole } from '@contend/report/hits-words';
import { duration, percent, rate } from '@contend/report/units';
import { type Committed, newest } from './newest.ts';
import { table } from './table.ts';

export type CommittedHits = Committed<Hits>;

const NONE = 'No `hits.json` is committed yet.';
const UNKNOWN = '—';
const FAULTS: Record<HitsFault, string> = {
  kill: 'workers are killed',
  stall: 'workers are stopped',
  'rolling-restart': 'rolling restart',
};

/** @param root of the repository. @returns `null` when none was committed yet; one that was cut short does not count */
export function newestHits(root: URL): CommittedHits | null {
  return newest(
    root,
    HITS.file,
    (path) => readDocument(path, HITS),
    ({ startedAt, partial }) => (partial ? undefined : startedAt),
  );
}

/** By the name of the place. */
export function hitsTables(
  found: CommittedHits | null,
): Record<'hits-about' | 'hits-answer' | 'hits' | 'hits-faults', string> {
  if (found === null) return { 'hits-about': NONE, 'hits-answer': NONE, hits: NONE, 'hits-faults': NONE };
  const rows = hitsRows(found.document);
  return {
    'hits-about': about(found),
    'hits-answer': answer(rows),
    hits: costTable(rows, found.document),
    'hits-faults': faultTable(rows),
  };
}

function about({ machine, document }: CommittedHits): string {
  const { host, runtime, startedAt, workers, connections, seconds, apart, engines } = document;
  const servers = engines.map(({ name, version, durability }) => {
    const settings = Object.entries(durability).filter(([, value]) => value !== '');
    const kept = settings.map(([key, value]) => codeSpan(`${key} ${value}`)).join(', ');
    return `${codeSpan(`${name} ${version}`)}${kept === '' ? '' : ` (${kept})`}`;
  });
  const load = apart ? 'from cores of its own' : 'from the same cores, which slows what it measures';
  return [
    `Measured on ${codeSpan(processorName(host.cpu))}, ${usableCores(host)} cores, under ${codeSpan(`${runtime.name} ${runtime.version}`)}, ${codeSpan(startedAt.slice(0, 10))}: [the figures](../results/${machine}/${HITS.file}).`,
    `${workers} workers, ${connections} connections for ${seconds} s, ${load}.`,
    ...(servers.length === 0 ? [] : [`Servers: ${servers.join('; ')}.`]),
  ].join(' ');
}

/** For whoever has read nothing else: each counter, how fast, and what became of its hits. */
export function websiteTable(found: CommittedHits | null): string {
  if (found === null) return NONE;
  const rows = hitsRows(found.document).filter(({ idle }) => !idle);
  return table(
    ['how hits are counted', 'hits/s', 'p99', 'lost', 'lost when workers are killed, stopped or restarted'],
    rows.map((row) => [
      codeSpan(row.counter.title),
      row.closed === null ? UNKNOWN : rate(row.closed.hitsPerSecond.median),
      row.closed?.latency == null ? UNKNOWN : duration(row.closed.latency.p99.median),
      row.calm === null ? UNKNOWN : lossOf([row.calm]),
      row.faults.size === 0 ? UNKNOWN : lossOf([...row.faults.values()]),
    ]),
  );
}

function lossOf(all: readonly Counted[]): string {
  const sum = (of: (counted: Counted) => number) => all.reduce((total, counted) => total + of(counted), 0);
  const [lost, answered] = [sum((counted) => counted.lost), sum((counted) => counted.answered)];
  return lost === 0 ? '0' : `**${percent(lost / answered)}**`;
}

/** What to use on one server, what on several, and what not to. */
function answer(rows: readonly HitsRow[]): string {
  const fit = rows.filter((row) => row.counter.promised && alwaysRight(row) && speedOf(row) > 0);
  const wrong = rows.filter(({ state, idle }) => state === 'wrong' && !idle);
  const fallen = rows.filter((row) => row.state === 'right' && !alwaysRight(row));
  return [
    `- **On several servers:** ${choice(fit.filter(isShared), 'No counter at a server kept what it promises')}`,
    `- **On one server with several workers:** ${choice(
      fit.filter((row) => !isShared(row)),
      'No counter that needs no server kept what it promises',
    )}`,
    ...wrong.map((row) => `- **Not ${name(row)}:** ${warning(row)}`),
    ...fallen.map((row) => `- **Not ${name(row)} where workers may fail:** ${falls(row)}.`),
  ].join('\n');
}

/** @param fit those to choose from, the quickest first */
function choice(fit: readonly HitsRow[], none: string): string {
  const [first, ...others] = fit;
  if (first === undefined) return `${none}.`;
  const more = others.map((row) => `${name(row)} ${figures(row)}`);
  return `${name(first)} ${figures(first)} lost nothing in any trial${more.length === 0 ? '' : `; nor did ${more.join(', ')}`}.`;
}

const name = ({ counter }: HitsRow): string => codeSpan(counter.strategy);

function figures(row: HitsRow): string {
  const p99 = row.closed?.latency?.p99;
  return p99 === undefined ? `(${rate(speedOf(row))})` : `(${rate(speedOf(row))}, p99 ${duration(p99.median)})`;
}

function warning({ calm, closed, counter }: HitsRow): string {
  const { lost, over, failed } = calm as Counted;
  const what = lost > 0 ? `lost ${percent(lostShare(calm as Counted))} of its hits` : `counted ${whole(over)} too many`;
  const errors = failed === 0 ? ', and no error said so' : '';
  const speed = closed === null ? '' : `${rate(closed.hitsPerSecond.median)}, but `;
  return `${speed}it ${what}${errors}${counter.promised ? '; it promises every hit' : ''}.`;
}

function falls(row: HitsRow): string {
  const said = HITS_FAULTS.flatMap((fault) => {
    const counted = row.faults.get(fault);
    return counted === undefined || stateOf(counted) === 'right' ? [] : [`${FAULTS[fault]}: ${outcome(counted)}`];
  });
  return said.join('; ');
}

const outcome = (counted: Counted): string => (counted.lost > 0 ? `lost ${lostWord(counted)}` : verdictWord(counted));

function costTable(rows: readonly HitsRow[], { rate: perSecond }: Hits): string {
  const shown = (spread: Spread | null | undefined, written: (value: number) => string): string =>
    spread == null ? UNKNOWN : spreadWord(spread, written);
  const fixed = perSecond === null ? [] : [`of ${whole(perSecond)}/s answered`, 'p99 there'];
  return table(
    ['strategy', 'promises', 'count', 'hits/s', 'p50', 'p99', 'p99.9', ...fixed],
    rows.map((row) => {
      const { counter, calm, closed, rate: load } = row;
      return [
        name(row),
        counter.promised ? 'every hit' : 'nothing',
        calm === null ? UNKNOWN : counts(row, calm),
        shown(closed?.hitsPerSecond, rate),
        shown(closed?.latency?.p50, duration),
        shown(closed?.latency?.p99, duration),
        shown(closed?.latency?.p999, duration),
        ...(perSecond === null ? [] : [answeredShare(row), shown(load?.latency?.p99, duration)]),
      ];
    }),
  );
}

/** Of what was due at the fixed rate. */
function answeredShare({ rate: load }: HitsRow): string {
  if (load?.due == null || load.due.median === 0) return UNKNOWN;
  return percent(load.got.median / load.due.median);
}

function counts({ idle }: HitsRow, counted: Counted): string {
  if (idle) return '**counts nothing**';
  return stateOf(counted) === 'right' ? verdictWord(counted) : `**${verdictWord(counted)}**`;
}

function faultTable(rows: readonly HitsRow[]): string {
  const under = rows.filter(({ faults, idle }) => faults.size > 0 && !idle);
  if (under.length === 0) return 'It was measured without faults.';
  const made = HITS_FAULTS.filter((fault) => under.some(({ faults }) => faults.has(fault)));
  return table(
    ['strategy', ...made.map((fault) => FAULTS[fault])],
    under.map((row) => [
      name(row),
      ...made.map((fault) => {
        const counted = row.faults.get(fault);
        if (counted === undefined) return UNKNOWN;
        return stateOf(counted) === 'right' ? verdictWord(counted) : `**${outcome(counted)}**`;
      }),
    ]),
  );
}

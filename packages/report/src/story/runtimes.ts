/** The same lock in every runtime: what an engine changes. */
import { type ContendRecord, contendersIn } from '@contend/record';
import { times } from '../format/units.ts';
import { familyAt, recommend } from '../model/recommend.ts';
import { type Across, acrossRuntimes, comparedToFirst, type ToFirst } from '../model/runtimes.ts';
import { BASELINE } from '../model/standing.ts';
import {
  type Block,
  contendersWord,
  type Inline,
  NOTHING,
  named,
  namesOf,
  paragraph,
  type Section,
  untrusted,
  type Value,
  value,
} from './block.ts';
import { throughputOf } from './cost.ts';

/** `null` for a record of one runtime. */
export function runtimesSection(record: ContendRecord): Section | null {
  const all = acrossRuntimes(record);
  const first = firstOf(record, all);
  if (first === undefined) return null;
  const compared = comparedToFirst(first);
  const others = all.filter((each) => each !== first);
  return {
    id: 'runtimes',
    title: 'The same lock in every runtime',
    result: fastestIn(record, first.runtimes),
    blocks: [
      paragraph(...follows(record, first, compared)),
      paragraph(...enginesOf(record)),
      { kind: 'picture', picture: 'runtimes', title: 'The same lock in every runtime' },
      tableOf(first),
      ratiosOf(first, compared),
      ...(others.length === 0
        ? []
        : [{ kind: 'more' as const, title: ['With other contenders'], blocks: others.map(tableOf) }]),
    ],
  };
}

/** The family that is looked at first in everything else. */
function firstOf(record: ContendRecord, all: readonly Across[]): Across | undefined {
  const family = familyAt(record, 'threads') ?? familyAt(record, 'tasks');
  return all.find(({ world, contenders }) => world === family?.world && contenders === family.contenders) ?? all[0];
}

/** What follows, in up to two sentences: who is fastest where, and what the processor's own addition costs. */
function follows(record: ContendRecord, first: Across, compared: readonly ToFirst[]): Inline {
  return [...sentence(fastestIn(record, first.runtimes)), ...additionIn(first, compared)];
}

const sentence = ([head, ...rest]: Inline): Inline =>
  typeof head === 'string' ? [head.charAt(0).toUpperCase() + head.slice(1), ...rest, '. '] : [];

/** `fastest lock between threads: a in x and y, b in z; none is called in w`. */
function fastestIn(record: ContendRecord, runtimes: readonly string[]): Inline {
  const leaders = Map.groupBy(
    runtimes,
    (runtime) => recommend(record, runtime).find(({ need }) => need === 'threads')?.cell?.strategy,
  );
  const called = [...leaders].filter((entry): entry is [string, string[]] => entry[0] !== undefined);
  const none = leaders.get(undefined) ?? [];
  if (called.length === 0) return ['no lock between threads is called the fastest in any runtime'];
  const parts = called.map(([strategy, where]): Inline => [untrusted(strategy), ' in ', ...namesOf(where)]);
  return [
    'fastest lock between threads: ',
    ...parts.flatMap((part, index): Inline => [...(index === 0 ? [] : [', ']), ...part]),
    ...(none.length === 0 ? [] : ['; none is called in ', ...namesOf(none)]),
  ];
}

/** The largest difference that is called. */
function additionIn({ runtimes, world, contenders }: Across, compared: readonly ToFirst[]): Inline {
  const [furthest] = compared
    .filter(({ strategy, call }) => strategy === BASELINE && call !== 'none')
    .sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio)));
  if (furthest === undefined) return ['Between runtimes no difference of an atomic addition is called.'];
  const { ratio, runtime } = furthest;
  const [slow, fast] = ratio > 1 ? [runtime, runtimes[0] as string] : [runtimes[0] as string, runtime];
  const long = times(ratio > 1 ? ratio : 1 / ratio);
  const where = contendersIn(world, contenders);
  return [
    `An atomic addition (${BASELINE}, ${where}) takes ${long} times as long in `,
    untrusted(slow),
    ' as in ',
    untrusted(fast),
    '.',
  ];
}

function enginesOf({ runtimes }: ContendRecord): Inline {
  return [
    'One source in each: ',
    ...runtimes.flatMap(
      ({ label, engine }, index): Inline => [
        ...(index === 0 ? [] : [', ']),
        untrusted(label),
        ' is ',
        untrusted(engine),
      ],
    ),
    '. Ranks are within a runtime; ratios are of forks next to each other in time.',
  ];
}

function captionOf(what: string, { world, contenders, pinned }: Across): Inline {
  const loose = pinned || world === 'tasks' ? [] : [', not pinned to cores'];
  return [`${what}, `, contendersWord({ world, contenders }), ...loose];
}

function tableOf(across: Across): Block {
  const { world, runtimes, rows } = across;
  return {
    kind: 'table',
    caption: captionOf('Increments per second', across),
    head: [{ title: ['strategy'] }, ...runtimes.map((runtime) => ({ title: [untrusted(runtime)], number: true }))],
    rows: rows.map(({ strategy, cells }) => ({
      about: { strategy, world },
      values: [named(strategy), ...cells.map(throughputOf)],
    })),
  };
}

/** Below 1 it is faster than in the first. */
function ratiosOf(across: Across, compared: readonly ToFirst[]): Block {
  const [first, ...others] = across.runtimes;
  const ratio = (strategy: string, runtime: string): Value => {
    const found = compared.find((each) => each.strategy === strategy && each.runtime === runtime);
    if (found === undefined) return NOTHING;
    const { low, high, call } = found;
    const interval = low === null || high === null ? '' : ` (${times(low)} – ${times(high)})`;
    return value(`${times(found.ratio)}${interval}${call === 'none' ? ', not called' : ''}`);
  };
  return {
    kind: 'table',
    caption: [
      'How many times as long an increment takes as in ',
      untrusted(first as string),
      ', with its 99 % interval: ',
      contendersWord(across),
    ],
    head: [{ title: ['strategy'] }, ...others.map((runtime) => ({ title: [untrusted(runtime)], number: true }))],
    rows: across.rows.map(({ strategy }) => ({
      about: { strategy, world: across.world },
      values: [named(strategy), ...others.map((runtime) => ratio(strategy, runtime))],
    })),
  };
}

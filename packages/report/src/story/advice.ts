/** The recommendation, in words: what, over what, by how much; or why there is none. */
import { type ContendRecord, contendersIn, contendersOf } from '@contend/record';
import { duration, rate, times } from '../format/units.ts';
import { chartedWorkload, keptByOne } from '../model/cells.ts';
import { FAIR_JAIN, type Need, type NoRecommendation, type Recommendation, recommend } from '../model/recommend.ts';
import { runtimesOf } from '../model/runtimes.ts';
import { type Block, type Inline, namesOf, paragraph, type Section, untrusted } from './block.ts';

const NEEDED: Record<Need, string> = {
  threads: 'A lock between threads, short sections',
  'fair threads': 'The same, and no contender may be left waiting',
  tasks: 'A lock between the tasks of one event loop',
  number: 'Threads that share a number and nothing else',
  processes: 'A count among processes of one machine',
  machines: 'A count that clients share at a server',
};

const WHY_NOT: Record<Exclude<NoRecommendation['why'], 'only one' | 'tied'>, string> = {
  'not measured': 'nothing that contends was measured there',
  'no candidate': 'nothing that was measured there kept an exact count as promised and is what is asked for',
  'not ranked': 'too few forks to call a difference among so many; measure longer, or fewer strategies',
};

export function adviceSection(record: ContendRecord): Section {
  const workload = chartedWorkload(record);
  const runtimes = runtimesOf(record).filter((runtime) => record.cells.some((cell) => cell.runtime === runtime));
  const [first, ...others] = runtimes;
  const found = recommend(record, others.length > 0 ? first : undefined);
  const each = (runtime: string): Block[] => [
    paragraph('In ', untrusted(runtime), ':'),
    { kind: 'list', items: recommend(record, runtime).map(adviceOf) },
  ];
  const rules: Block = {
    kind: 'more',
    title: ['By which rules'],
    blocks: [
      paragraph(
        'Candidates are those that promise an exact count in that world and kept it in every cell measured there; a lock is what has a section that contend can see. They are compared under workload ',
        untrusted(workload ?? 'none'),
        ', among threads with as many contenders as there are cores, in other worlds with the most. Recommended is the one that was called faster than every other candidate (paired by block, 99 %, corrected for the number of comparisons); where none was, nothing is recommended. ' +
          `No contender is left waiting where Jain’s index is at least ${FAIR_JAIN} and no contender kept the lock to itself.`,
      ),
    ],
  };
  return {
    id: 'recommendation',
    title: 'What to use on this machine',
    result: [...inShort(found), ...(others.length > 0 ? [' in ', untrusted(first as string)] : [])],
    blocks: [
      ...(others.length > 0 ? runtimes.flatMap(each) : [{ kind: 'list' as const, items: found.map(adviceOf) }]),
      rules,
    ],
  };
}

function inShort(found: readonly (Recommendation | NoRecommendation)[]): Inline {
  // Without shared memory it need not be a lock.
  const what = found.some(({ need }) => need === 'threads') ? 'lock' : 'count';
  const named = found.flatMap(({ need, cell }): Inline[] => {
    if (cell === null || need === 'fair threads' || need === 'number') return [];
    return [[`between ${contendersOf(need)} `, untrusted(cell.strategy)]];
  });
  if (named.length === 0) return [`no ${what} is called the fastest`];
  return [`fastest ${what} `, ...named.flatMap((each, index): Inline => [...(index === 0 ? [] : [', ']), ...each])];
}

function adviceOf(found: Recommendation | NoRecommendation): Inline {
  const need = { strong: `${NEEDED[found.need]}: ` };
  return found.cell === null ? [need, 'no recommendation: ', ...whyNot(found)] : [need, ...because(found)];
}

function because({ cell, next, ratio, low, high, beatenWith, need }: Recommendation): Inline {
  const kept = need === 'threads' && keptByOne(cell);
  return [
    untrusted(cell.strategy),
    `: ${cell.throughput === null ? '' : rate(cell.throughput.median)} with ${contendersIn(cell.world, cell.contenders)}, ${times(ratio)} times as fast as the next, `,
    untrusted(next.strategy),
    ` (99 % interval ${times(low)} to ${times(high)}).`,
    ...(cell.longestGap === null ? [] : [` Its longest gap was ${duration(cell.longestGap)}.`]),
    ...(kept
      ? [' It is fast because one contender keeps it for long: see the next line if others must not wait.']
      : []),
    ...(beatenWith === null
      ? []
      : [` With ${contendersIn(cell.world, beatenWith.contenders)} `, untrusted(beatenWith.by), ' was faster.']),
  ];
}

function whyNot({ why, strategies }: NoRecommendation): Inline {
  if (why === 'only one')
    return ['only ', ...namesOf(strategies), ' is a candidate, so there is nothing to compare it with.'];
  if (why === 'tied') return ['no difference is called between the fastest, ', ...namesOf(strategies), '.'];
  return [`${WHY_NOT[why]}.`];
}

/** What became of the others after something went wrong on purpose. */
import { type ContendRecord, keyOf } from '@contend/record';
import { duration } from '../format/units.ts';
import type { Others } from '../model/machine.ts';
import {
  type Block,
  contendersWord,
  type Inline,
  NOTHING,
  named,
  paragraph,
  type Section,
  sentence,
  type Tone,
  untrusted,
  type Value,
} from './block.ts';
import { dayOf, partSource } from './source.ts';

const NS_PER_S = 1e9;

type FaultResult = NonNullable<ContendRecord['faults']>[number];

const FAULT_WORDS: Record<FaultResult['fault'], string> = {
  throw: 'the section throws',
  terminate: 'the holder’s worker is terminated',
  kill: 'the holder’s process is killed',
  forget: 'the holder forgets to unlock',
  stall: 'the holder stalls',
  crowd: 'eight contenders a core',
  drop: 'answers are lost on the way',
  partition: 'one is cut off for 3 s',
  'server-kill': 'the server is killed and restarted',
  failover: 'a replica takes over',
};
const TONES: Record<FaultResult['outcome'], Tone> = {
  recovered: 'right',
  reported: 'note',
  stuck: 'wrong',
  'wrong-count': 'wrong',
};
const MARKS: Record<FaultResult['outcome'], string> = { recovered: '✓', reported: '!', stuck: '✗', 'wrong-count': '✗' };

/** `null` where no run of the machine asked for faults. */
export function faultsSection(record: ContendRecord, others: Others): Section | null {
  const part = record.faults == null ? others.faults : null;
  const { faults } = part?.record ?? record;
  if (faults == null) return null;
  const broken = faults.filter(({ outcome, expected }) => expected !== null && outcome !== expected);
  const groups = Map.groupBy(faults, (fault) => keyOf(fault, ['world', 'contenders', 'runtime']));
  const severalRuntimes = new Set(faults.map(({ runtime }) => runtime)).size > 1;
  return {
    id: 'faults',
    title: 'What happens when something goes wrong',
    result: [...outcomesOf(faults, broken.length), ...(part === null ? [] : [`, of ${dayOf(part.record)}`])],
    blocks: [
      ...(part === null
        ? []
        : [
            partSource(
              part,
              record,
              faults.map(({ strategy }) => strategy),
            ),
          ]),
      paragraph(
        'Faults made on purpose. Recovered: the others went on, and the count was right. Reported: an error says so. Stuck: nothing went on any more. The time is that until the others went on, or until it was seen that they do not. A strategy may state what becomes of it; another outcome then is a broken promise.',
      ),
      ...[...groups.values()].map((group) => faultTable(group, severalRuntimes)),
      ...broken.map(
        ({ strategy, fault, outcome, reason, reproduce }): Block => ({
          kind: 'more',
          title: ['Reproduce ', untrusted(strategy), `: ${FAULT_WORDS[fault]}, ${outcome}`],
          blocks: [
            ...(reason === null ? [] : [paragraph('Reason: ', sentence(reason), '.')]),
            { kind: 'command', text: reproduce },
          ],
        }),
      ),
    ],
  };
}

/** `150 recovered, 42 stuck`. */
function outcomesOf(faults: readonly FaultResult[], broken: number): Inline {
  const outcomes = (Object.keys(MARKS) as FaultResult['outcome'][]).flatMap((outcome) => {
    const count = faults.filter((each) => each.outcome === outcome).length;
    return count === 0 ? [] : [`${count} ${outcome}`];
  });
  return [outcomes.join(', '), ...(broken === 0 ? [] : [', ', { strong: `${broken} not as stated` }])];
}

function faultTable(results: readonly FaultResult[], severalRuntimes: boolean): Block {
  const { world, contenders, runtime } = results[0] as FaultResult;
  const faults = [...new Set(results.map(({ fault }) => fault))];
  return {
    kind: 'table',
    caption: [
      'Outcome by strategy and fault, ',
      contendersWord({ world, contenders }),
      ...(severalRuntimes ? [', ', untrusted(runtime)] : []),
    ],
    head: [{ title: ['strategy'] }, ...faults.map((fault) => ({ title: [FAULT_WORDS[fault]] }))],
    rows: [...new Set(results.map(({ strategy }) => strategy))].map((strategy) => ({
      about: { strategy, world },
      values: [
        named(strategy),
        ...faults.map((fault) => outcomeOf(results.find((each) => each.strategy === strategy && each.fault === fault))),
      ],
    })),
  };
}

function outcomeOf(result: FaultResult | undefined): Value {
  if (result === undefined) return NOTHING;
  const { outcome, expected, seconds } = result;
  const broken = expected !== null && outcome !== expected;
  const after = seconds === null ? '' : `, ${duration(seconds * NS_PER_S)}`;
  return {
    text: [`${MARKS[outcome]} ${outcome}${after}${broken ? `; it states ${expected}` : ''}`],
    tone: broken ? 'broken' : TONES[outcome],
  };
}

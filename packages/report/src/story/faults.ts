/** What became of the others after something went wrong on purpose. */
import { type ContendRecord, FAULTS_LEFT_OUT, isServed, keyOf } from '@contend/record';
import { duration } from '../format/units.ts';
import { faultsIn, faultWord, isBeyond, isBroken, outcomeWord } from '../model/fault.ts';
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
  const { faults, warnings } = part?.record ?? record;
  if (faults == null) return null;
  const broken = faults.filter(isBroken);
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
      ...[...groups.values()].flatMap((group) => faultTables(group, severalRuntimes)),
      ...warnings
        .filter(({ code }) => code === FAULTS_LEFT_OUT)
        .map(({ message }) => paragraph({ strong: 'Not made: ' }, sentence(message), '.')),
      ...notes(faults),
      ...broken.map(
        (each): Block => ({
          kind: 'more',
          title: [
            'Reproduce ',
            untrusted(each.strategy),
            `: ${faultWord(each.fault, each.world)}, ${outcomeWord(each)}`,
          ],
          blocks: [
            ...(each.reason === null ? [] : [paragraph('Reason: ', sentence(each.reason), '.')]),
            { kind: 'command', text: each.reproduce },
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

/** What happens to a contender, and what to the way to its server or to that: in tables of their own, for none to be too wide. */
function faultTables(results: readonly FaultResult[], severalRuntimes: boolean): Block[] {
  return [false, true].flatMap((beyond) => {
    const own = results.filter(({ fault }) => isBeyond(fault) === beyond);
    return own.length === 0 ? [] : [faultTable(own, beyond, severalRuntimes)];
  });
}

function faultTable(results: readonly FaultResult[], beyond: boolean, severalRuntimes: boolean): Block {
  const { world, contenders, runtime } = results[0] as FaultResult;
  const faults = faultsIn(results);
  return {
    kind: 'table',
    list: true,
    caption: [
      beyond ? 'What happens to the way to the server, or to that: outcome, ' : 'Outcome by strategy and fault, ',
      contendersWord({ world, contenders }),
      ...(severalRuntimes ? [', ', untrusted(runtime)] : []),
    ],
    head: [{ title: ['strategy'] }, ...faults.map((fault) => ({ title: [faultWord(fault, world)] }))],
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
  const { outcome, expected, seconds, unknown } = result;
  const broken = isBroken(result);
  const details = [
    ...(seconds === null ? [] : [duration(seconds * NS_PER_S)]),
    ...(unknown === null || unknown === 0 ? [] : [`${unknown} unknown`]),
  ];
  const said = [`${MARKS[outcome]} ${outcomeWord(result)}`, ...details].join(', ');
  return {
    text: [broken ? `${said}; it states ${expected}` : said],
    tone: broken ? 'broken' : TONES[outcome],
  };
}

/** What the words mean there, and what no fault here shows. */
function notes(faults: readonly FaultResult[]): Block[] {
  const has = (fault: FaultResult['fault']): boolean => faults.some((each) => each.fault === fault);
  const served = faults.some(({ world }) => isServed(world));
  return [
    ...(served
      ? [
          paragraph(
            'Unknown: increments whose answer never came, that of a contender that was killed included. A count is right that is as high as what was acknowledged, and no higher than with all of those. Lost and counted too many is what lies outside, and no error told of it.',
          ),
        ]
      : []),
    ...(has('server-kill')
      ? [
          paragraph(
            { strong: 'Not shown: ' },
            'a server’s disk. Whoever kills a server leaves what it wrote in the memory of the system, from where the restarted one reads it; only a loss of power would show what had not reached the disk.',
          ),
        ]
      : []),
    ...(has('failover')
      ? [
          paragraph(
            { strong: 'Not shown: ' },
            'how a failover is decided. The replica lags behind on purpose when its primary ends, and is told to take over; a cluster that elects its primary may do otherwise.',
          ),
        ]
      : []),
  ];
}

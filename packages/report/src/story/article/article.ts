/**
 * An article's worth of a machine: up to ten sentences and three pictures, for a README or a post. A sentence is written where
 * its rule is met, each rule beside the code that applies it; of more than ten the last in this order are left out.
 */
import { type ContendRecord, shortMachineName } from '@contend/record';
import { factsOf, type Others } from '../../model/machine.ts';
import { type Block, type Inline, type PictureName, untrusted } from '../block.ts';
import { brokenPromise, countedRight, explored, measured, unguarded } from './counts.ts';
import type { Rule } from './rule.ts';
import {
  collapse,
  differences,
  fastestBetweenTasks,
  fastestBetweenThreads,
  outsideWork,
  price,
  wrongAndFaster,
} from './speed.ts';
import { faults, kept, longestGap } from './waits.ts';

const MOST = 10;

/** What a sentence stands beside; `null`: before all pictures. */
type Topic = 'speed' | 'waits' | 'sweep' | 'lost' | null;

/** What matters most first. */
const RULES: readonly (readonly [Rule, Topic])[] = [
  [measured, null],
  [countedRight, null],
  [brokenPromise, null],
  [fastestBetweenThreads, 'speed'],
  [fastestBetweenTasks, 'speed'],
  [wrongAndFaster, 'speed'],
  [longestGap, 'waits'],
  [collapse, 'waits'],
  [outsideWork, 'sweep'],
  [price, 'speed'],
  [unguarded, 'lost'],
  [faults, 'waits'],
  [kept, 'waits'],
  [differences, 'speed'],
  [explored, null],
];

export interface Article {
  title: Inline;
  blocks: readonly Block[];
}

export function articleOf(record: ContendRecord, others: Others): Article {
  const said = RULES.flatMap(([rule, topic]) => {
    const told = rule({ record, others });
    return told === null ? [] : [{ told, topic }];
  }).slice(0, MOST);
  const about = (...topics: Topic[]): Block[] => {
    const own = said.filter(({ topic }) => topics.includes(topic)).map(({ told }) => told);
    return own.length === 0
      ? []
      : [{ kind: 'paragraph', text: own.flatMap((told, index) => (index === 0 ? told : [' ', ...told])) }];
  };
  const swept = others.sweep !== null || factsOf(record).sweep;
  const picture = (name: PictureName, title: string): Block => ({ kind: 'picture', picture: name, title });
  return {
    title: ['What locks cost on ', untrusted(shortMachineName(record.host))],
    blocks: [
      ...(swept ? about(null, 'lost') : about(null)),
      picture('throughput', 'Throughput by number of contenders'),
      ...about('speed'),
      picture('gap', 'Throughput against longest gap'),
      ...about('waits'),
      ...(swept
        ? [picture('sweep', 'Throughput against outside work'), ...about('sweep')]
        : [picture('lost', 'Share of updates lost'), ...about('lost')]),
    ],
  };
}

/**
 * What a report says, before it is a page: the same blocks become HTML and Markdown, so that both say the same.
 *
 * A bare string is ours. What a record holds is `{ untrusted }`, which both show as it is and neither interprets.
 */
import { type Cell, contendersIn } from '@contend/record';

export interface Untrusted {
  untrusted: string;
  /** Others' words rather than a name. */
  sentence?: true;
}
export type Inline = readonly (string | Untrusted | { strong: string })[];

/** How a value is meant, beside what it says: colour is never the only mark. */
export type Tone = 'right' | 'wrong' | 'broken' | 'note';

export interface Value {
  text: Inline;
  tone?: Tone;
}

/** What a row is about, for who picks what to see. */
export type About = Pick<Cell, 'strategy'> & Partial<Pick<Cell, 'world' | 'workload'>>;

interface Row {
  values: readonly Value[];
  about?: About;
}

export interface Table {
  kind: 'table';
  /** What the table is about, for who does not see the text around it. */
  caption: Inline;
  /** The first column names its row. */
  head: readonly { title: Inline; number?: boolean }[];
  rows: readonly Row[];
  /** On a narrow screen each row is a list of what its columns say, beside their titles. */
  list?: boolean;
}

export const PICTURES = [
  'throughput',
  'lost',
  'gap',
  'runtimes',
  'latency',
  'distance',
  'sweep',
  'mostly-read',
  'host',
] as const;
export type PictureName = (typeof PICTURES)[number];

export type Block =
  | { kind: 'paragraph'; text: Inline }
  | { kind: 'list'; items: readonly Inline[] }
  | { kind: 'command'; text: string }
  | { kind: 'picture'; picture: PictureName; title: string }
  /** What only some readers want to see. */
  | { kind: 'more'; title: Inline; blocks: readonly Block[] }
  | Table;

export interface Section {
  /** Its place in a page's address. */
  id: string;
  title: string;
  /** What a reader learns there, in a few words for the contents; empty where that cannot be said so shortly. */
  result: Inline;
  blocks: readonly Block[];
}

export const untrusted = (text: string): Untrusted => ({ untrusted: text });
export const sentence = (text: string): Untrusted => ({ untrusted: text, sentence: true });
export const paragraph = (...text: Inline): Block => ({ kind: 'paragraph', text });
export const value = (text: string, tone?: Tone): Value => ({ text: [text], ...(tone && { tone }) });
export const NOTHING: Value = { text: ['–'] };
/** The first value of a row. */
export const named = (strategy: string): Value => ({ text: [untrusted(strategy)] });

const WORLDS = ['tasks', 'threads', 'processes', 'machines'];

/** The worlds that contend has read as words. */
export function worldWord(world: string): string | Untrusted {
  return WORLDS.includes(world) ? world : untrusted(world);
}

/** `4 threads`, `1 task`, `2 clients`. */
export function contendersWord({ world, contenders }: Pick<Cell, 'world' | 'contenders'>): string | Untrusted {
  const text = contendersIn(world, contenders);
  return typeof worldWord(world) === 'string' ? text : untrusted(text);
}

/** `a, b and c` of names. */
export function namesOf(strategies: readonly string[]): Inline {
  return strategies.flatMap((strategy, index) => [
    ...(index === 0 ? [] : [index === strategies.length - 1 ? ' and ' : ', ']),
    untrusted(strategy),
  ]);
}

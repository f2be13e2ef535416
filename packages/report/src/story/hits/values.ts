/** Figures of hit counters as a table has them. */
import { type Counted, type HitsRow, type Spread, stateOf } from '../../model/hits.ts';
import { spreadWord, verdictWord } from '../../model/hits-words.ts';
import { NOTHING, type Tone, untrusted, type Value, value } from '../block.ts';

/** Between the median and its range a narrow column may break, and nowhere else: not at the dash either. */
const whereToBreak = (text: string): string =>
  text.replaceAll(' ', '\u00a0').replace('\u00a0(', ' (').replace('–', '–\u2060');

export const spreadValue = (spread: Spread | null | undefined, written: (value: number) => string): Value =>
  spread == null ? NOTHING : value(whereToBreak(spreadWord(spread, written)));

const MARKS = { right: '✓', wrong: '✗', stopped: '!' } as const;
const TONES: Record<keyof typeof MARKS, Tone> = { right: 'right', wrong: 'wrong', stopped: 'note' };

/** @param said in place of the verdict's word */
export function verdictValue({ counter, idle }: HitsRow, counted: Counted, said = verdictWord(counted)): Value {
  const state = stateOf(counted);
  if (idle && state === 'wrong') return value('✗ counts nothing', 'wrong');
  return value(
    `${MARKS[state]} ${said.replaceAll(' %', '\u00a0%')}`,
    state === 'wrong' && counter.promised ? 'broken' : TONES[state],
  );
}

/** What counts wrong is marked beside its name, wherever that stands first. */
export const nameValue = ({ counter, state }: HitsRow): Value =>
  state === 'wrong'
    ? { text: ['✗ ', untrusted(counter.strategy)], tone: 'wrong' }
    : { text: [untrusted(counter.strategy)] };

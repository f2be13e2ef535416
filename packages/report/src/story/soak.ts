/** Which strategies counted exactly through how many increments, from the soak beside the records. */
import type { SoakRow } from '@contend/documents';
import type { ContendRecord } from '@contend/record';
import { counted, quantity } from '../format/units.ts';
import type { Others } from '../model/machine.ts';
import { contendersWord, named, paragraph, type Section, type Table, type Value, value } from './block.ts';
import { documentSource } from './source.ts';

/** `null` where nothing was soaked on the machine. */
export function soakSection(record: ContendRecord, { soak }: Others): Section | null {
  if (soak === null) return null;
  const { rows, increments } = soak;
  const days = rows.map(({ startedAt }) => startedAt).sort();
  const exact = rows.filter(({ verdict }) => verdict === 'exact');
  const through = exact.filter(({ reached }) => reached).length;
  const last = days.at(-1) as string;
  return {
    id: 'soak',
    title: 'Whether the count stays right for long',
    result: [
      `${exact.length} of ${rows.length} exact, ${through} through ${quantity(increments)} increments, of ${last.slice(0, 10)}`,
    ],
    blocks: [
      documentSource({ ...soak, startedAt: last }, record),
      paragraph(
        `${counted(through, 'strategy', 'strategies')} counted exactly through ${quantity(increments)} increments each${exact.length === through ? '' : `, ${exact.length - through} until the time was up`}, in the versions of the day beside each.`,
      ),
      { kind: 'more', title: ['The soak as a table'], blocks: [soakTable(rows)] },
    ],
  };
}

function soakTable(rows: readonly SoakRow[]): Table {
  return {
    kind: 'table',
    caption: ['Increments by strategy, and how many of them are missing from the count'],
    head: [
      { title: ['strategy'] },
      { title: ['contenders'] },
      { title: ['increments'], number: true },
      { title: ['lost'], number: true },
      { title: ['count'] },
      { title: ['day'] },
    ],
    rows: rows.map((row) => ({
      about: { strategy: row.strategy, world: row.world },
      values: [
        named(row.strategy),
        { text: [contendersWord(row)] },
        value(quantity(row.operations)),
        value(quantity(row.operations - row.observed)),
        verdictOf(row),
        value(row.startedAt.slice(0, 10)),
      ],
    })),
  };
}

function verdictOf({ verdict, reached }: SoakRow): Value {
  if (verdict !== 'exact') return value(`✗ ${verdict}`, 'broken');
  return value(`✓ exact${reached ? '' : ', time was up'}`, 'right');
}

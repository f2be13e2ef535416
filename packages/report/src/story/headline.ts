/** What a reader takes away from a world without shared memory, in a sentence: who is fast and right, and what being unguarded lost. */
import type { Cell, ContendRecord } from '@contend/record';
import { rate } from '../format/units.ts';
import { isFloor, rankOf, stateOf } from '../model/cells.ts';
import { familyAt } from '../model/recommend.ts';
import { tooFewForks } from '../model/too-few.ts';
import { wrongWord } from '../model/wrong.ts';
import { type Block, contendersWord, type Inline, paragraph, untrusted } from './block.ts';

const AMONG = { processes: 'Among processes', machines: 'At a server' } as const;

export function servedHeadlines(record: ContendRecord): Block[] {
  return (['processes', 'machines'] as const).flatMap((world) => {
    const said = headline(record, world);
    return said === null ? [] : [paragraph({ strong: `${AMONG[world]}: ` }, ...said)];
  });
}

const speed = (cell: Cell): number => cell.throughput?.median ?? 0;

function headline(record: ContendRecord, world: keyof typeof AMONG): Inline | null {
  const found = familyAt(record, world);
  if (found === null) return null;
  const own = found.cells.filter((cell) => !isFloor(cell.strategy));
  const [fastest] = own.filter((cell) => cell.throughput !== null).sort((a, b) => speed(b) - speed(a));
  const [unguarded] = found.group.cells
    .filter((cell) => cell.contenders === found.contenders && !cell.promised && stateOf(cell) === 'wrong')
    .sort((a, b) => speed(b) - speed(a));
  if (fastest === undefined) return null;
  const slower = own.filter((cell) => cell !== fastest);
  const rank = rankOf(fastest);
  const called =
    rank !== null &&
    tooFewForks(found.cells) === null &&
    slower.every((cell) => (rankOf(cell) ?? Number.POSITIVE_INFINITY) > rank);
  return [
    'of what counted right ',
    untrusted(fastest.strategy),
    called ? ' is the fastest, ' : ' has the highest median, ',
    `${rate(speed(fastest))} with `,
    contendersWord(found),
    ...(unguarded === undefined
      ? []
      : [
          '; ',
          untrusted(unguarded.strategy),
          `, which guards nothing, did ${rate(speed(unguarded))} and ${wrongWord(unguarded)}, without any error`,
        ]),
    '.',
  ];
}

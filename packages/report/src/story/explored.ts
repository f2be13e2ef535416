/** Strategies that the page's own record lacks, and whose schedules another record explored. */
import type { ContendRecord } from '@contend/record';
import { counted } from '../format/units.ts';
import type { Others } from '../model/machine.ts';
import { NOTHING, named, type Section, type Value, worldWord } from './block.ts';
import { exploredOf } from './counts.ts';
import { dayOf, partSource } from './source.ts';

/** `null` where no other record explored more. */
export function exploredSection(record: ContendRecord, { explored: part }: Others): Section | null {
  if (part === null) return null;
  const own = new Set(record.cells.filter((cell) => cell.explored !== null).map((cell) => cell.strategy));
  const cells = part.record.cells.filter((cell) => cell.explored !== null && !own.has(cell.strategy));
  if (cells.length === 0) return null;
  const worlds = [...new Set(cells.map((cell) => cell.world))];
  const strategies = [...new Set(cells.map((cell) => cell.strategy))].sort();
  const told = (strategy: string, world: string): Value => {
    const cell = cells.find((each) => each.strategy === strategy && each.world === world);
    if (cell?.explored == null) return NOTHING;
    const violation = cell.explored.verdict === 'violation';
    const tone = violation ? (cell.promised ? 'broken' : 'wrong') : null;
    return { text: exploredOf(cell.explored, cell), ...(tone !== null && { tone }) };
  };
  const broken = new Set(cells.filter((cell) => cell.explored?.verdict === 'violation').map((cell) => cell.strategy))
    .size;
  return {
    id: 'explored',
    title: 'Whose schedules were explored besides',
    result: [
      `${counted(strategies.length, 'strategy', 'strategies')} more, ${broken === 0 ? 'none' : broken} broken by a schedule, of ${dayOf(part.record)}`,
    ],
    blocks: [
      partSource(part, record, []),
      {
        kind: 'table',
        caption: ['What exploring every schedule told of strategies that are not in this page’s record'],
        head: [{ title: ['strategy'] }, ...worlds.map((world) => ({ title: [worldWord(world)] }))],
        rows: strategies.map((strategy) => ({
          values: [named(strategy), ...worlds.map((world) => told(strategy, world))],
        })),
      },
    ],
  };
}

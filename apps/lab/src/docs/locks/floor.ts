/** How quick a lock of two calls could be at best beside native ones, from the record and what the engine takes. */
import { codeSpan } from '@contend/report/code-span';
import { quantity } from '@contend/report/units';
import { table } from '../table.ts';
import { quotient } from './engine.ts';
import { cellsIn, contendersShown, PTHREAD, type Source } from './source.ts';

/**
 * The time of two bare calls around an increment, with nobody to wait for, in the time of a pthread mutex among several
 * contenders. A section is alone in its lock, so no number of contenders makes it shorter than it is alone.
 */
export function floorTable({ engine, record }: Source): string {
  const contenders = contendersShown(record, 'threads');
  const mutex = contenders.map(
    (n) =>
      cellsIn(record, 'threads').find((cell) => cell.strategy === PTHREAD && cell.contenders === n)?.nsPerIncrement
        ?.median,
  );
  const alone = mutex[contenders.indexOf(1)];
  const bare = engine && quotient(engine, 'wasm-section', PTHREAD);
  if (bare === null || alone === undefined) return 'Not measured on this machine yet: `npx turbo run engine`.';
  const floors = mutex.map((each) => (each === undefined ? '—' : quantity((bare.ratio * alone) / each)));
  return table(
    [`threads, to ${codeSpan(PTHREAD)}`, ...contenders.map(String)],
    [['two bare calls around an increment, uncontended', ...floors]],
  );
}

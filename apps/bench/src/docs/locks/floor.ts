/** How quick a lock of two calls could be at best beside native ones, from the record and what the engine takes. */
import { codeSpan } from '@contend/report/code-span';
import { quantity } from '@contend/report/units';
import { compare } from '@contend/stats';
import { table } from '../table.ts';
import { cellsIn, contendersShown, type Source } from './source.ts';

const SECTION = 'wasm-section';
const PTHREAD = 'native/pthread-mutex';

/**
 * The time of two bare calls around an increment, with nobody to wait for, in the time of a pthread mutex among several
 * contenders. A section is alone in its lock, so no number of contenders makes it shorter than it is alone.
 */
export function floorTable({ engine, record }: Source): string {
  const ns = (operation: string) => engine?.rows.find((row) => row.operation === operation)?.ns ?? [];
  const [native, bare] = [ns(PTHREAD), ns(SECTION)];
  const contenders = contendersShown(record, 'threads');
  const mutex = contenders.map(
    (n) =>
      cellsIn(record, 'threads').find((cell) => cell.strategy === PTHREAD && cell.contenders === n)?.nsPerIncrement
        ?.median,
  );
  const alone = mutex[contenders.indexOf(1)];
  if (bare.length === 0 || bare.length !== native.length || alone === undefined) {
    return 'Not measured on this machine yet: `npx turbo run engine`.';
  }
  const { ratio } = compare(native, bare, { threshold: 0 });
  const floors = mutex.map((each) => (each === undefined ? '—' : quantity((ratio * alone) / each)));
  return table(
    [`threads, to ${codeSpan(PTHREAD)}`, ...contenders.map(String)],
    [['two bare calls around an increment, nobody else there', ...floors]],
  );
}

/** Figures of hit counters in words that pages and pictures share. */
import { percent } from '../format/units.ts';
import { type Counted, lostShare, type Spread } from './hits.ts';

/** `12 345`: hits are counted, and one that is missing must show. */
export const whole = (n: number): string => String(Math.round(n)).replaceAll(/\B(?=(?:\d{3})+$)/g, '\u00a0');

/** `12.3 k (11.9 – 12.8 k)`: the median, and the range where repetitions differ in what is written. */
export function spreadWord({ median, least, most }: Spread, written: (value: number) => string): string {
  const [from, to] = [written(least), written(most)];
  if (from === to) return written(median);
  const unit = /[^\d]*$/.exec(to)?.[0] ?? '';
  const low = unit !== '' && from.endsWith(unit) ? from.slice(0, -unit.length) : from;
  return `${written(median)} (${low} – ${to})`;
}

/** `0`, `1 234 (38 %)`, `12 too many`. */
export function lostWord(counted: Counted): string {
  if (counted.over > 0 && counted.lost === 0) return `${whole(counted.over)} too many`;
  return counted.lost === 0 ? '0' : `${whole(counted.lost)} (${percent(lostShare(counted))})`;
}

/** `exact`, `within 3 unknown`, `lost 38 %`, `counted 12 too many`, `crashed`. */
export function verdictWord(counted: Counted): string {
  switch (counted.verdict) {
    case 'lost-updates':
      return `lost ${percent(lostShare(counted))}`;
    case 'over-counted':
      return `counted ${whole(counted.over)} too many`;
    case 'within':
      return `within ${whole(counted.unknown)} unknown`;
    default:
      return counted.verdict;
  }
}

/** What all drawings mark a cell with: filled where the count is right, hollow and crossed where it is wrong. */
import { type Look, type Point, WRONG } from './data.ts';
import { markPaint, PAINT } from './paint.ts';
import { round } from './plot.ts';
import { short, shortTime } from './scale.ts';
import { type Shape, shape } from './shape.ts';

const RADIUS = 5;
/** Lines: no font is sure to have the letter. */
const CROSS = 'M-1,-1L1,1M-1,1L1,-1';
const CIRCLE = 'M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z';

export function mark(point: Point, look: Look, x: number, y: number): Shape {
  return sign({ says: says(point, look.name), wrong: point.wrong !== null, kept: point.kept }, look, x, y);
}

/** Ringed where one contender kept the lock. @param is what it says where it is pointed at, and what is the matter */
export function sign(
  is: { says: string; wrong: boolean; kept: boolean },
  look: Pick<Look, 'colour' | 'mark'>,
  x: number,
  y: number,
): Shape {
  return shape(
    'g',
    { class: is.wrong ? 'mark wrong' : 'mark', transform: `translate(${round(x)},${round(y)})` },
    shape('title', {}, is.says),
    shape('path', { d: look.mark, transform: `scale(${RADIUS})`, ...markPaint(look.colour, is.wrong) }),
    ...(is.wrong ? [cross(RADIUS * 0.8)] : []),
    ...(is.kept ? [shape('circle', { ...PAINT.ring, r: RADIUS * 1.9 })] : []),
  );
}

/** Those that count wrong first, lest their hollow inside hide another. */
export const hollowFirst = (a: Point, b: Point): number => Number(a.wrong === null) - Number(b.wrong === null);

export function cross(radius: number): Shape {
  return shape('path', { ...PAINT.cross, d: CROSS, transform: `scale(${radius})` });
}

/** What stands for a strategy beside its name, about the origin. */
export function swatchOf({ colour, mark, floor }: Pick<Look, 'colour' | 'mark' | 'floor'>): Shape {
  return floor !== null
    ? shape('line', { ...PAINT.floor, x1: -8, x2: 8 })
    : shape('path', { d: mark, transform: `scale(${RADIUS})`, ...markPaint(colour, false) });
}

export function wrongSwatch(): Shape {
  const circle = { d: CIRCLE, transform: `scale(${RADIUS})`, ...markPaint(0, true), stroke: 'var(--ink)' };
  return shape('g', {}, shape('path', circle), cross(RADIUS * 0.8));
}

export const keptSwatch = (): Shape => shape('circle', { ...PAINT.ring, r: 7 });

/** `spinlock/tas, 4 contenders: 12.3 M/s (11.9 M to 12.8 M), longest gap 3 ms, count wrong: updates lost`. */
function says({ contenders, rate, low, high, gap, wrong, kept }: Point, name: string): string {
  const interval = low === null || high === null ? '' : ` (${short(low)} to ${short(high)})`;
  return [
    `${name}, ${contenders} ${contenders === 1 ? 'contender' : 'contenders'}: ${rate === null ? 'no figure' : `${short(rate)}/s${interval}`}`,
    ...(gap === null ? [] : [`longest gap ${shortTime(gap)}`]),
    ...(wrong === null ? [] : [WRONG[wrong]]),
    ...(kept ? ['one contender kept it'] : []),
  ].join(', ');
}

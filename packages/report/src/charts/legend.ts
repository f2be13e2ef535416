/** What the colours, shapes and marks of a picture stand for. */
import { type Look, type Point, WRONG, type Wrong } from '../client/data.ts';
import { isLevel } from '../client/floor.ts';
import { keptSwatch, swatchOf, wrongSwatch } from '../client/mark.ts';
import type { Shape } from '../client/shape.ts';

export interface LegendItem {
  text: string;
  /** About the origin, up to 8 px to each side. */
  swatch: Shape;
  /** Its place among the looks, if it is a strategy. */
  strategy?: number;
}

export function legendOf(looks: readonly Look[], points: readonly Point[]): LegendItem[] {
  const contestants = points.filter((point) => !isLevel(point, looks));
  const present = new Set(contestants.map(({ strategy }) => strategy));
  const strategies = looks.flatMap((look, strategy) =>
    present.has(strategy) ? [{ text: look.name, swatch: swatchOf({ ...look, floor: null }), strategy }] : [],
  );
  return [...strategies, ...marksOf(points)];
}

/** What a mark says besides whose it is. */
export function marksOf(points: readonly Pick<Point, 'wrong' | 'kept'>[]): LegendItem[] {
  const wrong = (Object.keys(WRONG) as Wrong[]).filter((kind) => points.some((point) => point.wrong === kind));
  return [
    ...wrong.map((kind) => ({ text: WRONG[kind], swatch: wrongSwatch() })),
    ...(points.some((point) => point.kept) ? [{ text: 'one contender kept it', swatch: keptSwatch() }] : []),
  ];
}

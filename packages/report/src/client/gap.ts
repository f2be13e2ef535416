/** How fast against how long somebody got nothing done: one drawing for each panel and number of contenders. */
import { type ChartData, pointsShown, type View } from './data.ts';
import { hollowFirst, mark } from './mark.ts';
import { BOX, type Box, type Drawing, plot, rangeData, up, xAxis, yAxis } from './plot.ts';
import { rangeOf, scaleOver, shortTime } from './scale.ts';
import { rateScale, within } from './zoom.ts';

/** Gaps are always on a logarithmic scale: they span six powers of ten. */
export function drawGaps(data: ChartData, view: View, box: Box = BOX): Drawing[] {
  const measured = pointsShown(data, view).filter(
    ({ rate, gap, strategy }) =>
      rate !== null && rate > 0 && gap !== null && gap > 0 && data.looks[strategy]?.floor === null,
  );
  // Alone there is nobody to wait for: shown only where there is nothing else.
  const contended = measured.filter(({ contenders }) => contenders > 1);
  const shown = contended.length > 0 ? contended : measured;
  const panels = data.panels.flatMap(({ title, counts: noun }, panel) => {
    const here = shown.filter((point) => point.panel === panel);
    const counts = [...new Set(here.map(({ contenders }) => contenders))].sort((a, b) => a - b);
    return counts.map((count) => ({
      title: `${title}, ${count} ${noun}`,
      points: here.filter(({ contenders }) => contenders === count),
    }));
  });
  const y = rateScale(
    shown.map(({ rate }) => rate as number),
    view,
    box,
  );
  const gaps = shown.map(({ gap }) => gap as number);
  const x = scaleOver(rangeOf(gaps, 'log'), 'log', box.width);
  return panels.map(({ title, points }) =>
    plot(
      title,
      `${title}: throughput against longest gap`,
      box,
      [
        ...yAxis(y, 'increments per second, whole system', box),
        ...xAxis(
          x.ticks.map((tick) => [x.at(tick), shortTime(tick)] as const),
          'longest gap',
          box,
        ),
        ...points
          .filter(({ rate }) => within(view, rate as number))
          .toSorted(hollowFirst)
          .flatMap((point) => {
            const look = data.looks[point.strategy];
            return look === undefined
              ? []
              : [mark(point, look, x.at(point.gap as number), up(y, point.rate as number, box))];
          }),
      ],
      rangeData(y),
    ),
  );
}

/** How fast against how long somebody got nothing done: one drawing for each panel and number of contenders. */
import { type ChartData, pointsShown, type View } from './data.ts';
import { BOX, mark, plot, up, xAxis, yAxis } from './plot.ts';
import { rangeOf, scaleOver, shortTime } from './scale.ts';
import type { Drawing } from './throughput.ts';
import { rateScale, within } from './zoom.ts';

/** Gaps are always on a logarithmic scale: they span six powers of ten. Alone there is nobody to wait for. */
export function drawGaps(data: ChartData, view: View): Drawing[] {
  const shown = pointsShown(data, view).filter(
    ({ rate, gap, contenders, strategy }) =>
      contenders > 1 && rate !== null && rate > 0 && gap !== null && gap > 0 && data.looks[strategy]?.floor === null,
  );
  const y = rateScale(
    shown.map(({ rate }) => rate as number),
    view,
  );
  const gaps = shown.map(({ gap }) => gap as number);
  const x = scaleOver(rangeOf(gaps, 'log'), 'log', BOX.width);
  return data.panels.flatMap(({ title, world }, panel) => {
    const here = shown.filter((point) => point.panel === panel);
    const counts = [...new Set(here.map(({ contenders }) => contenders))].sort((a, b) => a - b);
    return counts.map((count) => {
      const name = `${title}, ${count} ${data.worlds[world] ?? ''}`;
      return {
        title: name,
        drawing: plot(
          `${name}: throughput against longest gap`,
          y,
          [
            ...yAxis(y, 'increments per second'),
            ...xAxis(
              x.ticks.map((tick) => [x.at(tick), shortTime(tick)] as const),
              'longest gap',
            ),
          ],
          here
            .filter(({ contenders, rate }) => contenders === count && within(view, rate as number))
            .flatMap((point) => {
              const look = data.looks[point.strategy];
              return look === undefined
                ? []
                : [mark(point, look, x.at(point.gap as number), up(y, point.rate as number))];
            }),
        ),
      };
    });
  });
}

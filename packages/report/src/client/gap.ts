/** How fast against how long somebody got nothing done: one drawing for each panel and number of contenders. */
import { type ChartData, pointsShown, type View } from './data.ts';
import { BOX, mark, plot, up, xAxis, yAxis } from './plot.ts';
import { linearScale, logScale, shortTime } from './scale.ts';
import type { Drawing } from './throughput.ts';

/** Gaps are always on a logarithmic scale: they span six powers of ten. Alone there is nobody to wait for. */
export function drawGaps(data: ChartData, view: View): Drawing[] {
  const shown = pointsShown(data, view).filter(
    ({ rate, gap, contenders, strategy }) =>
      contenders > 1 && rate !== null && rate > 0 && gap !== null && gap > 0 && data.looks[strategy]?.floor === null,
  );
  const rates = shown.map(({ rate }) => rate as number);
  const y = view.scale === 'log' ? logScale(rates, BOX.height) : linearScale(rates, BOX.height);
  const x = logScale(
    shown.map(({ gap }) => gap as number),
    BOX.width,
  );
  return data.panels.flatMap(({ title, world }, panel) => {
    const here = shown.filter((point) => point.panel === panel);
    const counts = [...new Set(here.map(({ contenders }) => contenders))].sort((a, b) => a - b);
    return counts.map((count) => {
      const name = `${title}, ${count} ${data.worlds[world] ?? ''}`;
      return {
        title: name,
        drawing: plot(
          `${name}: throughput against longest gap`,
          [
            ...yAxis(y, 'increments per second'),
            ...xAxis(
              x.ticks.map((tick) => [x.at(tick), shortTime(tick)] as const),
              'longest gap',
            ),
          ],
          here
            .filter(({ contenders }) => contenders === count)
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

/** The picture that stands for the site where it is linked to: who wins where, on a card of the size that previews have. */
import { renderToString } from 'preact-render-to-string';
import { type Shape, shape } from '../client/shape.ts';
import { shapeNode } from '../format/html/drawing.ts';
import { clip } from '../format/layout.ts';
import { times } from '../format/units.ts';
import { answersOf } from './answers.ts';
import type { Grid } from './grid.ts';
import { composed } from './pictures/matrix.ts';
import { text } from './pictures/text.ts';

/** Pixels: @see https://ogp.me/ and what the large networks recommend. */
export const [WIDTH, HEIGHT] = [1200, 630];
/** What can be read on a card. */
const [ROWS, COLUMNS] = [17, 5];

/** The light colours of the page, for who knows no style sheets but the plainest. */
const STYLE = `text{font-family:Helvetica,Arial,sans-serif;font-size:12px;fill:#1f2328}
.axis{fill:#57606a}.rank{font-weight:700}.title{font-size:32px;font-weight:700}.said{font-size:17px;fill:#57606a}
.lock{font-size:22px;font-weight:700}
.heat{fill:#f6f8fa;stroke:#e4e7eb}.h0{fill:#6db5ea}.h1{fill:#a3d1f2}.h2{fill:#d3e9f8}.h3{fill:#eff1f3}.h4{fill:#fde3cb}.h5{fill:#fac898}.h6{fill:#f4a963}
.wrong{fill:none;stroke:#d0d7de}.best{fill:none;stroke:#1f2328;stroke-width:2}.crossed{fill:none;stroke:#a33c00;stroke-width:1.8}`;

/** @param said below the title. @returns an SVG document */
export function previewOf(grid: Grid, heading: string, said: string): string {
  const columns = grid.columns.map((_, place) => place).slice(-COLUMNS);
  const rows = grid.rows
    .filter(({ cells }) => columns.some((column) => (cells[column]?.entry ?? null) !== null))
    .slice(0, ROWS)
    .map((row) => ({
      ...row,
      cells: columns.map((column) => row.cells[column] as Grid['rows'][number]['cells'][number]),
    }));
  const cut: Grid = {
    ...grid,
    rows,
    columns: columns.map((column) => grid.columns[column] as Grid['columns'][number]),
  };
  const { drawing, width, height } = composed(cut);
  const scale = Math.min((WIDTH - 96) / width, (HEIGHT - 140) / height);
  const card = shape(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT },
    shape('style', {}, STYLE),
    shape('rect', { width: WIDTH, height: HEIGHT, fill: '#ffffff' }),
    text(48, 62, heading, { class: 'title' }),
    text(48, 92, said, { class: 'said' }),
    shape('g', { transform: `translate(48,112) scale(${scale.toFixed(3)})` }, ...drawing),
    ...answers(cut, 48 + width * scale + 44),
  );
  return renderToString(shapeNode(card)).toWellFormed();
}

/** Beside the picture, where there is room for them. */
function answers(grid: Grid, left: number): Shape[] {
  const room = WIDTH - 48 - left;
  if (room < 240) return [];
  return answersOf(grid).flatMap(({ leaders: [first] }, place) => {
    const y = 190 + 84 * place;
    const name = clip(grid.columns[place]?.lines[0] ?? '', Math.floor(room / 10));
    if (first === undefined) return [];
    return [
      text(left, y, name, { class: 'said' }),
      text(
        left,
        y + 27,
        clip(`${first.strategy}${first.ratio === null ? '' : `  ${times(first.ratio)} ×`}`, Math.floor(room / 13)),
        { class: 'lock' },
      ),
    ];
  });
}

/** A picture laid out as a card: its words above, panels in rows, what the marks stand for below. */
import type { Picture } from '../charts/picture.ts';
import { FONT_SIZE } from '../client/paint.ts';
import type { Drawing, Size } from '../client/plot.ts';
import { type Shape, shape } from '../client/shape.ts';
import { textWidth, wrap } from './layout.ts';

const PADDING = 20;
/** Of a row of panels: beyond it there is another row. */
const ROW = 1_160;
/** So wide at least, for words to be read. */
const LEAST = 640;
const GAP = 18;
const TITLE = { size: 19, height: 28 };
const LINE = 18;
/** Above a panel, for its title. */
const HEAD = 24;
const ITEM = { height: 22, swatch: 24, gap: 16 };

interface Placed {
  drawing: Drawing;
  x: number;
  y: number;
}

export function layOut({ title, from, reading, missing, panels, legend }: Picture): { size: Size; shapes: Shape[] } {
  const { placed, width, height } = inRows(panels);
  const lines = [from, reading, ...(missing === null ? [] : [missing])].flatMap((text) =>
    wrap(text, Math.floor(width / textWidth('n', FONT_SIZE - 1))),
  );
  const [top, left] = [PADDING + TITLE.height, PADDING];
  const below = top + lines.length * LINE + GAP;
  const items = legendIn(legend, width);
  const size = {
    width: Math.ceil(width) + 2 * PADDING,
    height: Math.ceil(below + height + (items.height > 0 ? GAP + items.height : 0) + PADDING),
  };
  return {
    size,
    shapes: [
      // A picture on a page of either colour needs a ground of its own.
      shape('rect', { rx: 10, ...size, fill: 'var(--ground)' }),
      shape(
        'text',
        { x: left, y: PADDING + 16, fill: 'var(--ink)', 'font-size': TITLE.size, 'font-weight': 'bold' },
        title,
      ),
      shape(
        'g',
        { fill: 'var(--faint)', 'font-size': FONT_SIZE - 1 },
        ...lines.map((line, index) => shape('text', { x: left, y: top + (index + 0.8) * LINE }, line)),
      ),
      ...placed.flatMap(({ drawing, x, y }) => panelAt(drawing, left + x, below + y)),
      shape('g', { transform: `translate(${left},${below + height + GAP})`, 'font-size': FONT_SIZE }, ...items.shapes),
    ],
  };
}

function panelAt({ title, drawing }: Drawing, x: number, y: number): Shape[] {
  const heading = { x: x + 8, y: y + 15, fill: 'var(--ink)', 'font-size': FONT_SIZE, 'font-weight': 'bold' };
  return [
    shape('text', heading, title),
    shape('g', { transform: `translate(${x},${y + HEAD})`, 'font-size': FONT_SIZE }, ...drawing.children),
  ];
}

function inRows(panels: readonly Drawing[]): { placed: Placed[] } & Size {
  const placed: Placed[] = [];
  let [x, y, width, height] = [0, 0, LEAST, 0];
  for (const drawing of panels) {
    if (x > 0 && x + drawing.size.width > ROW) [x, y] = [0, height + GAP];
    placed.push({ drawing, x, y });
    x += drawing.size.width + GAP;
    width = Math.max(width, x - GAP);
    height = Math.max(height, y + HEAD + drawing.size.height);
  }
  return { placed, width, height };
}

/** In as many columns as fit. */
function legendIn(legend: Picture['legend'], width: number): { shapes: Shape[]; height: number } {
  const widest = legend.reduce((most, { text }) => Math.max(most, textWidth(text)), 0) + ITEM.swatch + ITEM.gap;
  const columns = Math.max(1, Math.floor((width + ITEM.gap) / widest));
  const shapes = legend.map(({ text, swatch }, index) =>
    shape(
      'g',
      { transform: `translate(${(index % columns) * widest},${Math.floor(index / columns) * ITEM.height})` },
      shape('g', { transform: 'translate(10,8)' }, swatch),
      shape('text', { x: ITEM.swatch, y: 13, fill: 'var(--ink)' }, text),
    ),
  );
  return { shapes, height: Math.ceil(legend.length / columns) * ITEM.height };
}

/** A part of an axis, picked by dragging over a drawing. Runs in the browser alone. */
import { elementOf } from './element.ts';
import { BOX } from './plot.ts';
import { shape } from './shape.ts';

/** A shorter drag is a click with an unsteady hand, in units of the drawing. */
const LEAST = 8;

/** Units below the upper edge of the drawing's box, and inside it. */
function inBoxOf(svg: SVGSVGElement, { clientX, clientY }: PointerEvent): number {
  const { y } = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()?.inverse());
  return Math.min(BOX.height, Math.max(0, y - BOX.top));
}

/**
 * A finger scrolls the page, so it has to take the buttons.
 *
 * @param picked shares of the axis' length, from its lower end
 */
export function onDrag(place: Element, picked: (svg: SVGSVGElement, from: number, to: number) => void): void {
  place.addEventListener('pointerdown', (event) => {
    const down = event as PointerEvent;
    const svg = (down.target as Element).closest<SVGSVGElement>('svg.plot');
    if (svg === null || down.pointerType === 'touch' || down.button !== 0) return;
    down.preventDefault();
    const from = inBoxOf(svg, down);
    const band = elementOf(shape('rect', { class: 'dragged', x: BOX.left, width: BOX.width }));
    svg.append(band);
    const move = (moved: PointerEvent): number => {
      const to = inBoxOf(svg, moved);
      band.setAttribute('y', String(BOX.top + Math.min(from, to)));
      band.setAttribute('height', String(Math.abs(to - from)));
      return to;
    };
    const end = new AbortController();
    addEventListener('pointermove', move, { signal: end.signal });
    addEventListener('pointercancel', () => done(from), { signal: end.signal });
    addEventListener('pointerup', (up) => done(move(up)), { signal: end.signal });
    const done = (to: number): void => {
      end.abort();
      band.remove();
      if (Math.abs(to - from) >= LEAST)
        picked(svg, 1 - Math.max(from, to) / BOX.height, 1 - Math.min(from, to) / BOX.height);
    };
  });
}

/**
 * The floor of cost: what the same takes in C on this machine. Levels and not contestants, so they are thin dashed lines,
 * each across the room of its number of contenders, and named beside the last one.
 */
import { plainText } from '@contend/record';
import { isFloor } from '../model/cells.ts';
import type { Palette } from './palette.ts';
import type { Panel, Point } from './points.ts';

const GREY = '#6e7781';
/** Pixels from one name to the next, so that those of levels close to each other can be read. */
const LINE = 14;

interface Level extends Point {
  label: string | null;
  /** Where the name stands, in increments per second. */
  labelAt: number | null;
}

/** Takes the floor out of a panel. A wrong count is no floor: it stays where it is crossed. */
export function splitFloor(panel: Panel, { strategies }: Palette): { contestants: Panel; floor: Point[] } {
  const isLevel = (point: Point) => isFloor(strategies[point.look] as string) && point.wrong === null;
  return {
    contestants: { ...panel, points: panel.points.filter((point) => !isLevel(point)) },
    floor: panel.points.filter((point) => isLevel(point) && point.throughput !== null),
  };
}

/** `native/atomic-add` is `C atomic add`. */
export function floorName(strategy: string): string {
  return `C ${plainText(strategy.slice(strategy.indexOf('/') + 1), 40).replaceAll('-', ' ')}`;
}

/** Names the levels of the last number of contenders, apart from each other. */
function labelled(
  floor: readonly Point[],
  { strategies }: Palette,
  contenders: readonly number[],
  perPixel: number,
): Level[] {
  let below = 0;
  return floor
    .toSorted((a, b) => (a.throughput as number) - (b.throughput as number))
    .map((point) => {
      if (point.contenders !== contenders.at(-1)) return { ...point, label: null, labelAt: null };
      const labelAt = Math.max(point.throughput as number, below * perPixel ** LINE);
      below = labelAt;
      return { ...point, label: floorName(strategies[point.look] as string), labelAt };
    });
}

/**
 * @param position how the chart places contenders and throughput
 * @param height pixels of the panel
 */
export function floorLayers(
  floor: readonly Point[],
  panel: Panel,
  palette: Palette,
  position: { x: object; y: { scale: { domain: [number, number] } } },
  height: number,
): object[] {
  if (floor.length === 0) return [];
  const [low, high] = position.y.scale.domain;
  const values = labelled(floor, palette, panel.contenders, (high / low) ** (1 / height));
  return [
    {
      data: { values },
      mark: { type: 'rule', stroke: GREY, strokeWidth: 1, strokeDash: [4, 3] },
      encoding: {
        x: { ...position.x, bandPosition: 0 },
        x2: { field: 'contenders', bandPosition: 1 },
        y: position.y,
        description: { field: 'name' },
      },
    },
    // Which level is whose where they change places.
    {
      data: { values },
      mark: { type: 'line', stroke: GREY, strokeWidth: 0.75, strokeDash: [1, 3] },
      encoding: {
        x: { ...position.x, bandPosition: 0.5 },
        y: position.y,
        detail: { field: 'look' },
        description: { field: 'name' },
      },
    },
    {
      data: { values: values.filter(({ label }) => label !== null) },
      mark: { type: 'text', color: GREY, fontSize: 11, align: 'left', baseline: 'middle', dx: 5 },
      encoding: {
        x: { value: 'width' },
        y: { ...position.y, field: 'labelAt' },
        text: { field: 'label' },
      },
    },
  ];
}

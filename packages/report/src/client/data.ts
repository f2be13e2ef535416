/** What the page draws from: the figures of a record, its strings only as names at the places that refer to them. */

/** From the lower to the higher value. */
export type Range = readonly [low: number, high: number];

/** What is wrong with a cell, in words. */
export const WRONG = {
  lost: 'count wrong: updates lost',
  over: 'count wrong: more than were made',
  shared: 'lock broken: two inside at once',
} as const;
export type Wrong = keyof typeof WRONG;

export interface Point {
  /** Places in the lists of {@link ChartData}. */
  strategy: number;
  panel: number;
  workload: number;
  contenders: number;
  /** Increments per second; `null` where nothing was timed. */
  rate: number | null;
  low: number | null;
  high: number | null;
  /** Seconds. */
  gap: number | null;
  /** `null`: nothing is wrong with it. */
  wrong: Wrong | null;
  /** One contender kept the lock. */
  kept: boolean;
}

export interface Look {
  name: string;
  /** Which of the page's colours. */
  colour: number;
  /** SVG path about the origin, of radius 1. */
  mark: string;
  /** Of what is drawn as a floor and not as a contestant: its name there. */
  floor: string | null;
}

export interface ChartData {
  looks: readonly Look[];
  worlds: readonly string[];
  workloads: readonly string[];
  /** `counts`: what so many contenders are called, `threads`. */
  panels: readonly { title: string; world: number; counts: string }[];
  points: readonly Point[];
}

/** What of it is shown. */
export interface View {
  strategies: readonly boolean[];
  worlds: readonly boolean[];
  workload: number;
  scale: 'log' | 'linear';
  /** The part of the axis of increments per second that is shown; `null`: all that is picked. */
  zoom: Range | null;
}

export function pointsShown({ points, panels }: ChartData, view: View): Point[] {
  return points.filter(
    ({ strategy, panel, workload }) =>
      view.strategies[strategy] === true &&
      view.worlds[panels[panel]?.world ?? -1] === true &&
      workload === view.workload,
  );
}

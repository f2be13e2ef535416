/** What a strategy's increments take, by how far the server is: the price of its round trips. */
import { type Cell, type ContendRecord, familyKey } from '@contend/record';
import { stateOf } from './cells.ts';
import { DISTANCE } from './series.ts';
import { workOf } from './work.ts';

interface Step {
  /** ms added to the way to the server and back. */
  ms: number;
  cell: Cell;
  /** ms, on average, from one increment of a contender to its next; `null` where nothing was timed. */
  took: number | null;
}

/** A strategy as it moves away from its server. */
export interface Course {
  strategy: string;
  /** The nearest first. */
  steps: readonly Step[];
  /** To the server and back per increment, as counted nearest to it; `null` where nobody counted. */
  roundTrips: number | null;
  /** ms per ms: by least squares over the steps. `null` where fewer than two were timed. */
  slope: number | null;
  /** Whether it counted right at every step. */
  right: boolean;
}

/** Contenders of one number that are alike in everything but the strategy. */
export interface Distances {
  world: string;
  contenders: number;
  runtime: string;
  /** The cheapest at a distance first. */
  courses: readonly Course[];
}

export function distancesOf({ cells, plan }: ContendRecord): Distances[] {
  const steps = cells.flatMap((cell): Step[] => {
    const work = DISTANCE.has(cell.workload) ? workOf(plan, cell) : null;
    if (work === null) return [];
    const ns = cell.nsPerIncrement?.median;
    return [{ cell, ms: DISTANCE.at(work), took: ns === undefined ? null : (ns * cell.contenders) / 1e6 }];
  });
  // What never got as far as a window says that it was not pinned.
  const groups = Map.groupBy(steps, ({ cell }) => familyKey(cell, 'workload', 'pinned'));
  return [...groups.values()].map((group) => {
    const [{ cell: first }] = group as [Step];
    const courses = [...Map.groupBy(group, ({ cell }) => cell.strategy)].map(([strategy, own]) =>
      courseOf(
        strategy,
        own.toSorted((a, b) => a.ms - b.ms),
      ),
    );
    const slope = (course: Course): number => course.slope ?? Number.POSITIVE_INFINITY;
    return {
      world: first.world,
      contenders: first.contenders,
      runtime: first.runtime,
      courses: courses.sort((a, b) => slope(a) - slope(b)),
    };
  });
}

function courseOf(strategy: string, steps: readonly Step[]): Course {
  const counted = steps.map(({ cell }) => cell.audit?.roundTrips ?? null);
  const timed = steps.flatMap(({ ms, took }) => (took === null ? [] : [[ms, took] as const]));
  return {
    strategy,
    steps,
    roundTrips: counted.find((trips) => trips !== null) ?? null,
    slope: slopeOf(timed),
    right: steps.every(({ cell }) => stateOf(cell) === 'right'),
  };
}

function slopeOf(points: readonly (readonly [x: number, y: number])[]): number | null {
  const mean = (of: 0 | 1): number => points.reduce((sum, point) => sum + point[of], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const spread = points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
  return spread > 0 ? points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0) / spread : null;
}

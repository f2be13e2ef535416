/** What the small drawings show: of each strategy one curve a machine, over its numbers of contenders. */
import { keyOf } from '@contend/record';
import { isFloor } from '../../model/cells.ts';
import type { Relative } from '../../model/standing.ts';
import { relativesOf } from '../ranking.ts';
import type { Entry, Setting } from '../settings.ts';

export interface Dot {
  /** Its place among the lines. */
  line: number;
  contenders: number;
  entry: Entry;
  /** Its ratio is positive where there is one. */
  relative: Relative;
}

export interface Curve {
  strategy: string;
  dots: readonly Dot[];
}

export interface Lines {
  world: string;
  /** What each is called: a machine and, where there are several, its runtime. */
  lines: readonly string[];
  /** The fastest strategies first; those that were not always exact last. */
  curves: readonly Curve[];
}

/**
 * @param settings of one world and one workload
 * @param names of their columns
 */
export function linesOf(settings: readonly Setting[], names: readonly string[]): Lines {
  const places = new Map<string, { place: number; name: string }>();
  const dots = new Map<string, Dot[]>();
  const several = new Set(settings.map(({ runtime }) => runtime)).size > 1;
  for (const setting of settings) {
    const relatives = relativesOf(setting);
    for (const [row, { strategy, entries }] of setting.rows.entries()) {
      if (isFloor(strategy)) continue;
      for (const [column, entry] of entries.entries()) {
        if (entry === null) continue;
        const { runtime, pinned, contenders, world } = setting;
        const key = keyOf({ column, runtime, pinned }, ['column', 'runtime', 'pinned']);
        const name = [
          names[column],
          ...(several ? [runtime] : []),
          ...(pinned || world === 'tasks' ? [] : ['not pinned']),
        ].join(', ');
        if (!places.has(key)) places.set(key, { place: places.size, name });
        const relative = relatives[row]?.[column] as Relative;
        const dot = { line: places.get(key)?.place as number, contenders, entry, relative };
        dots.set(strategy, [...(dots.get(strategy) ?? []), dot]);
      }
    }
  }
  return {
    world: settings[0]?.world ?? '',
    lines: [...places.values()].map(({ name }) => name),
    curves: [...dots]
      .map(([strategy, own]) => ({ strategy, dots: own }))
      .sort((a, b) => order(a.dots) - order(b.dots) || (a.strategy < b.strategy ? -1 : 1)),
  };
}

function order(dots: readonly Dot[]): number {
  const middle = middleOf(dots) ?? Number.MAX_VALUE;
  return dots.every(({ entry }) => entry.state === 'right') ? middle : Number.MAX_VALUE;
}

export function middleOf(dots: readonly Dot[]): number | null {
  const ratios = dots.flatMap(({ relative: { ratio } }) => (ratio === null ? [] : [ratio])).sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)] ?? null;
}

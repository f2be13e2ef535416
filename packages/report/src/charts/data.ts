/** The figures of a record that a page draws, and the view that it opens with. Every string is made plain. */
import { type ContendRecord, contendersOf, familyKey, plainText } from '@contend/record';
import type { ChartData, View } from '../client/data.ts';
import { chartedWorkload, groupsOf } from '../model/cells.ts';
import { isStep } from '../model/series.ts';
import { looksOf, strategiesOf } from './palette.ts';
import { panelTitle, pointOf } from './points.ts';

/** What a page tells apart, as the record has it; a page knows each by its place here. */
export interface Lists {
  strategies: readonly string[];
  worlds: readonly string[];
  /** But for the steps of a series. */
  workloads: readonly string[];
}

export function listsOf({ cells }: ContendRecord): Lists {
  const strategies = strategiesOf(cells.map((cell) => cell.strategy));
  const drawn = cells.filter((cell) => !isStep(cell.workload));
  return {
    strategies,
    worlds: [...new Set(drawn.map((cell) => cell.world))],
    workloads: [...new Set(drawn.map((cell) => cell.workload))],
  };
}

export function chartData(record: ContendRecord): ChartData {
  const cells = record.cells.filter((cell) => !isStep(cell.workload));
  const { strategies, worlds, workloads } = listsOf(record);
  const groups = groupsOf(cells);
  const several = new Set(groups.map(({ runtime }) => runtime)).size > 1;
  // Groups that differ in nothing but the workload are one panel: a page shows one workload at a time.
  const panels = new Map<string, ChartData['panels'][number]>();
  const points = groups.flatMap((group) => {
    const key = familyKey(group, 'contenders', 'workload');
    if (!panels.has(key)) {
      const counts = plainText(contendersOf(group.world), 40);
      panels.set(key, { title: panelTitle(group, several), world: worlds.indexOf(group.world), counts });
    }
    const panel = [...panels.keys()].indexOf(key);
    return group.cells.map((cell) => ({
      ...pointOf(cell, strategies),
      panel,
      workload: workloads.indexOf(cell.workload),
    }));
  });
  return {
    looks: looksOf(strategies),
    worlds: worlds.map((name) => plainText(name, 40)),
    workloads: workloads.map((name) => plainText(name, 40)),
    panels: [...panels.values()],
    points,
  };
}

/** Everything under the workload that charts show, on a logarithmic scale. */
export function firstView(record: ContendRecord, { looks, worlds, workloads }: ChartData): View {
  const workload = workloads.indexOf(plainText(chartedWorkload(record) ?? '', 40));
  return {
    strategies: looks.map(() => true),
    worlds: worlds.map(() => true),
    workload: Math.max(0, workload),
    scale: 'log',
    zoom: null,
  };
}

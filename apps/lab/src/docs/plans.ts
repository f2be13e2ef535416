/** What can be asked for by name: workloads and profiles. */
import { PROFILES } from '@contend/bench/run/profile';
import { NAMED_WORKLOADS } from '@contend/bench/run/workload';
import { isMostlyRead, isSweep } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { grouped, table } from './table.ts';

/** A series in one row, not one for each of its workloads. */
export function workloadTable(): string {
  const rows = NAMED_WORKLOADS.filter(({ name }) => !isSweep(name) && !isMostlyRead(name)).map(
    ({ name, workloads }) => [
      codeSpan(name),
      [...new Set(workloads.map(({ insideNs }) => grouped(insideNs)))].join(', '),
      [...new Set(workloads.map(({ outsideNs }) => grouped(outsideNs)))].join(', '),
      [...new Set(workloads.map(({ readsPerWrite }) => grouped(readsPerWrite)))].join(', '),
    ],
  );
  return table(['workload', 'ns inside', 'ns outside', 'reads to a write'], rows);
}

export function profileTable(): string {
  const rows = PROFILES.map(({ name, budgetS, explores, exploresMs, forks, summary }) => [
    codeSpan(name),
    `${budgetS} s`,
    `${exploresMs / 1_000} s${explores({ plugin: undefined }) ? '' : ', plug-ins only'}`,
    forks === undefined ? 'as many as the time allows' : String(forks),
    summary,
  ]);
  return table(
    ['profile', 'budget', 'of it for exploring one strategy, at most', 'forks of a cell', 'what it gives'],
    rows,
  );
}

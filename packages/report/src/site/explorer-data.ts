/** Every cell of every record in columns: numbers, and places in lists of the strings. */
import { familyKey, plainText } from '@contend/record';
import type { ExplorerData, Facet } from '../client/explorer/data.ts';
import { percent } from '../format/units.ts';
import { BASELINE, relativeTo } from '../model/standing.ts';
import type { Run, RunCell } from './run.ts';
import { minute } from './words.ts';

/** In this order a reader narrows them down. */
const FACETS: readonly { key: string; title: string; apart: boolean; of: (run: Run, cell: RunCell) => string }[] = [
  { key: 'machine', title: 'Machine', apart: true, of: ({ machine }) => machine },
  { key: 'strategy', title: 'Strategy', apart: false, of: (_, { strategy }) => strategy },
  {
    key: 'world',
    title: 'World',
    apart: true,
    of: (_, { world, pinned }) => (pinned || world === 'tasks' ? world : `${world}, not pinned`),
  },
  { key: 'contenders', title: 'Contenders', apart: true, of: (_, { contenders }) => String(contenders) },
  {
    key: 'workload',
    title: 'Workload',
    apart: true,
    of: (_, { workload, insideNs, outsideNs }) => `${workload} (${insideNs ?? '?'} ns + ${outsideNs ?? '?'} ns)`,
  },
  { key: 'runtime', title: 'Runtime', apart: true, of: ({ runtime }, cell) => runtimeName(runtime, cell.runtime) },
  { key: 'suite', title: 'Version of contend', apart: true, of: ({ suite }) => suite.version },
  { key: 'record', title: 'Record', apart: false, of: ({ startedAt }) => minute(startedAt) },
];
const NAME = 80;

export function explorerData(runs: readonly Run[]): ExplorerData {
  const lists = FACETS.map(() => new Map<string, number>());
  const facets: Facet[] = FACETS.map(({ key, title, apart }) => ({ key, title, apart, names: [], of: [] }));
  const data: ExplorerData = { facets, rates: [], lows: [], highs: [], ratios: [], gaps: [], troubles: [] };
  for (const run of runs) {
    const baselines = new Map(
      run.cells
        .filter(({ strategy, state }) => strategy === BASELINE && state === 'exact')
        .map((cell) => [familyKey(cell), contestant(cell)]),
    );
    for (const cell of run.cells) {
      for (const [place, { of }] of FACETS.entries()) {
        const [list, facet] = [lists[place] as Map<string, number>, facets[place] as Facet];
        const name = plainText(of(run, cell), NAME);
        let number = list.get(name);
        if (number === undefined) {
          number = list.size;
          list.set(name, number);
          facet.names.push(name);
        }
        facet.of.push(number);
      }
      const exact = cell.state === 'exact';
      const { throughput } = cell;
      data.rates.push(short(exact ? throughput?.median : null));
      data.lows.push(short(exact ? throughput?.low : null));
      data.highs.push(short(exact ? throughput?.high : null));
      data.ratios.push(short(exact ? relativeTo(baselines.get(familyKey(cell)), contestant(cell)).ratio : null));
      data.gaps.push(short(exact ? cell.longestGap : null));
      data.troubles.push(exact ? '' : cell.lost > 0 ? `lost ${percent(cell.lost)}` : cell.verdict);
    }
  }
  return data;
}

/** Four digits: more than any of them is worth, and a third of the size. */
const short = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : Number(value.toPrecision(4));

const contestant = ({ strategy, series }: RunCell) => ({ strategy, runs: new Map([[0, series]]) });

/** A record names the runtime of each cell; its version it knows of the first. */
function runtimeName({ name, version, flags }: Run['runtime'], cell: string): string {
  const full = [name, version, ...flags].join(' ');
  return cell === name ? full : cell;
}

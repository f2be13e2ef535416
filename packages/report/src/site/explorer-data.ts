/** Every cell of every record in columns: numbers, and places in lists of the strings. */
import { familyKey, plainText, usableCores } from '@contend/record';
import { type ExplorerData, type Facet, type Listed, packFacts, STRATEGY } from '../client/explorer/data.ts';
import { percent } from '../format/units.ts';
import { BASELINE, relativeTo } from '../model/standing.ts';
import { ascending } from './leagues.ts';
import { machineNamesOf } from './machine-names.ts';
import type { Run, RunCell } from './run.ts';
import { minute } from './words.ts';

interface Kind {
  key: string;
  title: string;
  plural: string;
  apart: boolean;
  of(run: Run, cell: RunCell): string;
}

const worldOf = ({ world, pinned }: RunCell): string => (pinned || world === 'tasks' ? world : `${world}, not pinned`);

/** In this order a reader narrows them down. */
const FACETS: readonly Kind[] = [
  { key: 'machine', title: 'Machine', plural: 'machines', apart: true, of: ({ machine }) => machine },
  { key: 'world', title: 'World', plural: 'worlds', apart: true, of: (_, cell) => worldOf(cell) },
  {
    key: 'contenders',
    title: 'Contenders',
    plural: 'numbers of contenders',
    apart: true,
    of: (_, { contenders }) => String(contenders),
  },
  {
    key: 'workload',
    title: 'Workload',
    plural: 'workloads',
    apart: true,
    of: (_, { workload, insideNs, outsideNs }) => `${workload} (${insideNs ?? '?'} ns + ${outsideNs ?? '?'} ns)`,
  },
  {
    key: 'runtime',
    title: 'Runtime',
    plural: 'runtimes',
    apart: true,
    of: ({ runtime }, cell) => runtimeName(runtime, cell.runtime),
  },
  { key: 'suite', title: 'Version of contend', plural: 'versions', apart: true, of: ({ suite }) => suite.version },
  { key: 'record', title: 'Record (UTC)', plural: 'records', apart: false, of: ({ startedAt }) => minute(startedAt) },
  { key: 'strategy', title: 'Strategy', plural: 'strategies', apart: false, of: (_, { strategy }) => strategy },
];
const NAME = 80;
const COMMAND = 400;

export function explorerData(runs: readonly Run[]): ExplorerData {
  const facets = FACETS.map(
    ({ key, title, plural, apart }): Facet => ({ key, title, plural, apart, names: [], ids: null, of: [] }),
  );
  const places = FACETS.map(() => new Map<string, number>());
  const reasons = lister();
  const commands = lister();
  const data: ExplorerData = {
    ...{ facets, rates: [], lows: [], highs: [], ratios: [], gaps: [], troubles: [], facts: [], courses: [] },
    ...{ reasons: reasons.listed, commands: commands.listed, first: [] },
  };
  for (const run of ascending(runs)) {
    const baselines = new Map(
      run.cells
        .filter(({ strategy, state }) => strategy === BASELINE && state === 'right')
        .map((cell) => [familyKey(cell), contestant(cell)]),
    );
    for (const cell of run.cells) {
      for (const [place, { of }] of FACETS.entries()) {
        const facet = facets[place] as Facet;
        facet.of.push(placed(places[place] as Map<string, number>, facet.names, plainText(of(run, cell), NAME)));
      }
      figures(data, cell, baselines.get(familyKey(cell)));
      reasons.add(plainText(cell.reason ?? '', COMMAND));
      commands.add(plainText(cell.reproduce, COMMAND).replaceAll(cell.strategy || STRATEGY, STRATEGY));
    }
  }
  data.first = firstOf(runs, facets);
  nameMachines(facets, runs);
  return data;
}

function figures(data: ExplorerData, cell: RunCell, baseline: ReturnType<typeof contestant> | undefined): void {
  const exact = cell.state === 'right';
  const { throughput, wait, promised, fairness } = cell;
  data.rates.push(short(exact ? throughput?.median : null));
  data.lows.push(short(exact ? throughput?.low : null));
  data.highs.push(short(exact ? throughput?.high : null));
  data.ratios.push(short(exact ? relativeTo(baseline, contestant(cell)).ratio : null));
  data.gaps.push(short(exact ? cell.longestGap : null));
  data.troubles.push(exact ? '' : cell.lost > 0 ? `lost ${percent(cell.lost)}` : cell.verdict);
  data.facts.push(packFacts({ wait, promised, ...fairness }));
  data.courses.push(cell.course);
}

/** One group that compares: the newest run's threads, as short sections as can be, as many contenders as cores. */
function firstOf(runs: readonly Run[], facets: readonly Facet[]): ExplorerData['first'] {
  const run = ascending(runs).findLast(({ cells }) => cells.length > 0);
  if (run === undefined) return facets.map(() => null);
  const cores = Math.max(2, usableCores(run.host));
  const rating = (cell: RunCell): number =>
    8 * Number(cell.world === 'threads') +
    4 * Number(cell.workload === 'hot') +
    // As many as cores, or else the nearest number below; alone nobody contends.
    (cell.contenders === 1 ? 0 : cell.contenders <= cores ? 2 + cell.contenders / (cores + 1) : 1);
  const cell = run.cells.reduce((best, each) => (rating(each) > rating(best) ? each : best));
  return FACETS.map(({ key, of }, place) => {
    if (key === 'strategy') return null;
    return facets[place]?.names.indexOf(plainText(of(run, cell), NAME)) ?? null;
  });
}

/** The short ones are shown, the folders' kept for addresses. */
function nameMachines([machines]: readonly Facet[], runs: readonly Run[]): void {
  if (machines === undefined) return;
  const names = machineNamesOf(runs);
  machines.ids = machines.names;
  machines.names = machines.names.map((folder) => plainText(names.get(folder) ?? folder, NAME));
}

function lister(): { listed: Listed; add(text: string): void } {
  const listed: Listed = { texts: [], of: [] };
  const places = new Map<string, number>();
  return { listed, add: (text) => void listed.of.push(placed(places, listed.texts, text)) };
}

function placed(places: Map<string, number>, texts: string[], text: string): number {
  const known = places.get(text);
  if (known !== undefined) return known;
  places.set(text, texts.length);
  texts.push(text);
  return texts.length - 1;
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

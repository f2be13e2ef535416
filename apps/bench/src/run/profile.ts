/** Profiles: how much time there is, and what it is spent on. */
import type { World } from '@contend/counter';
import { CORE } from '../catalogue/builtin.ts';
import type { Entry } from '../catalogue/catalogue.ts';
import { WORKLOADS, type WorkloadSpec } from './workload.ts';

export interface Profile {
  name: string;
  summary: string;
  /** Seconds on two cores. */
  budgetS: number;
  /** Forks of each cell; undefined: as many as the budget holds. */
  forks: number | undefined;
  /** What is measured unless the flags name strategies. Plug-ins always are: whoever names a file wants it measured. */
  includes: (entry: Entry, world: World) => boolean;
  workloads: readonly WorkloadSpec[];
  /**
   * Whose source is explored, schedule by schedule, before anything is measured. A plug-in's always is: measuring alone
   * misses a lock that lets a second contender in now and then, which is what its author wants to know.
   */
  explores: (entry: Pick<Entry, 'plugin'>) => boolean;
  /** How often each fault is made among processes and machines. */
  trials: number;
  /** ms for which one strategy is explored: part of the budget. */
  exploresMs: number;
}

const isPlugin = ({ plugin }: Pick<Entry, 'plugin'>) => plugin !== undefined;
const inCore = (entry: Entry, world: World) => isPlugin(entry) || CORE[entry.id]?.includes(world) === true;
const hot = WORKLOADS.filter(({ name }) => name === 'hot');

export const PROFILES: readonly Profile[] = [
  {
    name: 'quick',
    summary: 'verdicts and medians, no intervals',
    budgetS: 20,
    forks: 1,
    includes: inCore,
    workloads: hot,
    explores: isPlugin,
    trials: 1,
    exploresMs: 4_000,
  },
  {
    name: 'standard',
    summary: 'the core strategies, with intervals and ranks',
    budgetS: 180,
    forks: undefined,
    includes: inCore,
    workloads: hot,
    explores: () => true,
    trials: 1,
    exploresMs: 4_000,
  },
  {
    name: 'thorough',
    summary: 'every strategy under every workload',
    budgetS: 1_800,
    forks: undefined,
    includes: () => true,
    workloads: WORKLOADS,
    explores: () => true,
    trials: 3,
    exploresMs: 20_000,
  },
];

/** What a contender's process is asked by the fork that started it, and what it answers. Each is asked one thing at a time. */
import type { Fault, Site } from '@contend/counter';
import type { Failed } from './attempts.ts';
import type { ForkSpec } from './spec.ts';
import type { Usage } from './thread.ts';
import type { Waited } from './waits.ts';
import type { Seen } from './watch.ts';

export type Watching = 'none' | 'section' | 'waits';

/** By what is asked: the question, and the answer. */
export interface Jobs {
  /** Loads the strategy. */
  load: [
    {
      spec: Pick<ForkSpec, 'module' | 'strategy' | 'insideSteps' | 'outsideSteps' | 'nsPerStep' | 'inFlight'>;
      contender: number;
    },
    Loaded,
  ];
  /** Opens what lies at the site of a region, and closes it again. */
  open: [{ region: number; site: Site; mayBefall: boolean }, null];
  contend: [{ region: number; windowMs: number; opens: number; watching: Watching }, Contended];
  /** Increments until told to stop, and tells of each; the victim of a fault comes to grief in its section, once told to. */
  count: [{ region: number; victim: Fault | null; patienceMs: number }, null];
  value: [{ region: number }, number];
  close: [{ region: number }, null];
}

export interface Loaded {
  /** How long the calibrated work takes here, relative to the calibration. */
  workDrift: number | null;
  /** The clock that all processes of a machine share, in ms. */
  at: number;
  /** Whether its host has pinned it; absent where that is the fork's to do. */
  pinned?: boolean;
}

export interface Contended {
  seen: Seen | null;
  /** While the section is watched: the numbers of the hits. */
  hits: Float64Array;
  /** While waits are. */
  waited: Waited | null;
  used: Usage;
  failed: Failed;
  /** The strategy's own words when it refused an increment. */
  refused: string | null;
}

export type Job = keyof Jobs;

export type Message =
  | { job: Job; question: Jobs[Job][0] }
  | { answer: Jobs[Job][1] }
  | { failed: string }
  /** Between a strategy's two ends; `region` tells its counts apart. */
  | { region: number; message: unknown };

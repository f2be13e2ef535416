/** Who contends in a cell, whatever they are made of: what a fork needs of them to open windows and check counts. */
import type { Hits } from './hits.ts';
import type { Usage } from './thread.ts';
import type { Contended } from './worker.ts';

/** Each phase of a fork has a region of memory to itself: warming up, the rounds, and the two audits. */
export const REGIONS = { warmUp: 0, rounds: 1, section: 2, waits: 3 } as const;

/** What all contenders together saw of one window; nothing when the strategy refused an increment. */
export interface Window {
  contended: Contended[];
  refused: string | null;
}

/** For whoever asks whether anything moves. */
export interface Progress {
  /** Increments: rises while any contender makes progress. */
  finished: number;
  /** CPU time used outside this process so far. */
  outsideCpuNs: number;
}

/** Windows in which contenders are watched, and what they left to be counted. */
export interface Audit {
  /** As {@link Team.window}, with an auditor around each contender. */
  window(region: number, windowMs: number, by: 'section' | 'waits'): Promise<Window>;
  /** Reads the marks of the window by 'section'. */
  tally(operations: number): ReturnType<Hits['tally']> & {
    /** To the server and back in that window; `null` without a server. */
    trips: number | null;
  };
}

export interface Team {
  /** Absent where nobody can look inside, as into a program. */
  readonly audit?: Audit;
  readonly pinned: boolean;
  /** How long the calibrated work takes here, relative to the calibration; `null` where no work is done. */
  readonly workDrift: number | null;
  /** Whether its window is open. */
  readonly contending: boolean;
  /** Starts the contenders, and pins them if the cell asks for it. @throws {ClocksDiffer} */
  assemble(): Promise<void>;
  /** Opens one window for all contenders, who sleep before it and after. */
  window(region: number, windowMs: number): Promise<Window>;
  /** The count in a region, while no contender is at work. */
  value(region: number): Promise<number>;
  /**
   * Does `work` on a region while an actor's owner serves it.
   *
   * @returns what the work gave, and what the owner used; `null` without an owner
   */
  serving<T>(region: number, work: () => Promise<T>): Promise<{ result: T; owner: Usage | null }>;
  /** Asks all contenders to leave at the end of their batch. For good: an aborted cell measures no more. */
  abort(): void;
  aborted(): boolean;
  progress(): Promise<Progress>;
}

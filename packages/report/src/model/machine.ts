/**
 * What a page about a machine is made of: its newest record, and of each kind of finding that this lacks the newest other
 * record, or document, that has it.
 */
import type { Engine, Hits, Soak } from '@contend/documents';
import { type ContendRecord, isDistance, isMostlyRead, isSweep } from '@contend/record';

/** What a record may have or lack. */
export interface Facts {
  faults: boolean;
  sweep: boolean;
  'mostly-read': boolean;
  distance: boolean;
  /** Contenders that share no memory. */
  latency: boolean;
  /** The strategies whose schedules were explored. */
  explored: readonly string[];
}

/** A record besides the newest. */
export interface Part {
  record: ContendRecord;
  /** Its file name, where the reader has it at hand. */
  file: string | null;
}

export interface Others extends Record<keyof Facts, Part | null> {
  soak: Soak | null;
  engine: Engine | null;
  /** Shown on a page of its own, `hits.html`. */
  hits: Hits | null;
}

export const NO_OTHERS: Others = {
  ...{ faults: null, sweep: null, 'mostly-read': null, distance: null, latency: null, explored: null },
  ...{ soak: null, engine: null, hits: null },
};

export function factsOf({ faults, cells }: ContendRecord): Facts {
  return {
    faults: faults != null && faults.length > 0,
    sweep: cells.some((cell) => isSweep(cell.workload)),
    'mostly-read': cells.some((cell) => isMostlyRead(cell.workload)),
    distance: cells.some((cell) => isDistance(cell.workload)),
    latency: cells.some((cell) => cell.latency !== null),
    explored: [...new Set(cells.filter((cell) => cell.explored !== null).map((cell) => cell.strategy))],
  };
}

/** Where what the newest record lacks is found. @param others from the newest to the oldest */
export function sourcesAmong<T extends { facts: Facts }>(
  newest: T,
  others: readonly T[],
): Record<keyof Facts, T | null> {
  const find = (has: (facts: Facts) => boolean): T | null =>
    has(newest.facts) ? null : (others.find(({ facts }) => has(facts)) ?? null);
  const known = new Set(newest.facts.explored);
  return {
    faults: find((facts) => facts.faults),
    sweep: find((facts) => facts.sweep),
    'mostly-read': find((facts) => facts['mostly-read']),
    distance: find((facts) => facts.distance),
    latency: find((facts) => facts.latency),
    explored: others.find(({ facts }) => facts.explored.some((strategy) => !known.has(strategy))) ?? null,
  };
}

/** Workloads that differ in one quantity: read together, as one curve and one table, and not one after the other. */
import { type Cell, isDistance, isMostlyRead, isSweep } from '@contend/record';
import { duration } from '../format/units.ts';
import { ideal, idealMostlyRead, type Work } from './work.ts';

export interface Series {
  id: 'sweep' | 'mostly-read' | 'distance';
  /** @param workload its name in a record */
  has(workload: string): boolean;
  /** The quantity: ns of work outside, how many operations one writes among, or ms to the server and back. */
  at(work: Work): number;
  /** `300 ns outside`. */
  words(at: number): string;
  /** The same where the head says what the columns are. */
  short(at: number): string;
  /** What that head says. */
  by: string;
  /** What contenders do in a second. */
  unit: string;
  /** The most that a guard which costs nothing could let through, per second; `null` where nobody knows it. */
  ideal: ((cell: Pick<Cell, 'world' | 'contenders'>, work: Work) => number) | null;
}

/** Calibrated steps come to 99.6 ns where 100 were asked for. */
export const roughly = (ns: number): string => duration(Number(ns.toPrecision(2)));

export const SWEEP: Series = {
  id: 'sweep',
  has: isSweep,
  at: ({ outside }) => outside,
  words: (ns) => `${roughly(ns)} outside`,
  short: roughly,
  by: 'by work outside',
  unit: 'increments',
  ideal: ({ contenders }, work) => ideal(contenders, work),
};

export const MOSTLY_READ: Series = {
  id: 'mostly-read',
  has: isMostlyRead,
  at: ({ readsPerWrite }) => readsPerWrite + 1,
  words: (operations) => `1 write in ${operations}`,
  short: (operations) => `1 in ${operations}`,
  by: 'by how many of them are writes',
  unit: 'reads and writes',
  // The tasks of an event loop take turns on one core.
  ideal: ({ world, contenders }, work) => idealMostlyRead(world === 'tasks' ? 1 : contenders, work),
};

export const DISTANCE: Series = {
  id: 'distance',
  has: isDistance,
  at: ({ distanceMs }) => distanceMs ?? 0,
  words: (ms) => `${ms} ms farther`,
  short: (ms) => `${ms} ms`,
  by: 'by what is added to the way to the server and back',
  unit: 'increments',
  ideal: null,
};

export const SERIES: readonly Series[] = [SWEEP, MOSTLY_READ, DISTANCE];

/** Whether a workload is read as a step of some series. */
export const isStep = (workload: string): boolean => SERIES.some((series) => series.has(workload));

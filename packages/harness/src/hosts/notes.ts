/** What hosts leave on a board for each other while they measure: questions for contenders elsewhere, and their answers. */
import type { Engine } from '@contend/counter';
import type { Board } from '@contend/servers';
import type { Contended, Job, Jobs, Loaded } from '../process-jobs.ts';

/** What of a board they need. */
export type NoteBoard = Pick<Board, 'put' | 'get' | 'now'>;

/** To a seat: the next thing to do, for each of its contenders. */
export interface Question {
  /** A fork has contenders of its own, who end with it. */
  fork: string;
  /** Counts them, from 1. */
  n: number;
  job: Job;
  questions: unknown[];
}

/** From a seat. */
export type Answer = { fork: string; n: number } & ({ answers: unknown[] } | { failed: string });

/** Of a site, what can be told to another host: where it is, and with which password, it knows itself. */
export interface RemoteSite {
  engine: Engine;
  name: string;
  contenders: number;
}

export const questionKey = (seat: number): string => `to/${seat}`;
export const answerKey = (seat: number): string => `from/${seat}`;

/** Typed arrays arrive as such. */
export const encode = (note: Question | Answer): string =>
  JSON.stringify(note, (_, value) => (value instanceof Float64Array ? { float64: [...value] } : value));

export const decode = <T extends Question | Answer>(text: string): T =>
  JSON.parse(text, (_, value) =>
    value !== null && typeof value === 'object' && Array.isArray(value.float64)
      ? Float64Array.from(value.float64)
      : value,
  );

/** An answer with its times by another clock. @param ms by which that is ahead */
export function shifted<J extends Job>(job: J, answer: Jobs[J][1], ms: number): Jobs[J][1] {
  if (job === 'load') {
    const loaded = answer as Loaded;
    return { ...loaded, at: loaded.at + ms } as Jobs[J][1];
  }
  if (job !== 'contend') return answer;
  const contended = answer as Contended;
  const { seen } = contended;
  if (seen === null) return answer;
  return { ...contended, seen: { ...seen, entered: seen.entered + ms, left: seen.left + ms } } as Jobs[J][1];
}

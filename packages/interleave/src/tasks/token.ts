/**
 * A schedule of turns as a short text: bound, pace, then who gets each turn; a digit says that the next turn comes so
 * many microtasks later, before things have settled: `2x1.tight.a0b`.
 */
import type { Split } from '../splits.ts';
import { decodeBound, encodeBound, TokenError } from '../token.ts';
import type { Pace } from './contenders.ts';
import type { Turn } from './turns.ts';

export interface TurnRecording {
  bound: Split;
  pace: Pace;
  turns: Turn[];
}

const TOKEN = /^(?<bound>[1-9]x[1-9](?:r[1-9])?)\.(?<pace>await|tight)\.(?<turns>(?:[a-i]\d?){0,1000})$/;
const FIRST = 'a'.charCodeAt(0);

export function encodeTurns({ bound, pace, turns }: TurnRecording): string {
  const text = turns.map(({ task, hops }) => `${String.fromCharCode(FIRST + task)}${hops ?? ''}`).join('');
  return `${encodeBound(bound)}.${pace}.${text}`;
}

/** @throws {TokenError} */
export function decodeTurns(token: string): TurnRecording {
  const { bound, pace, turns } = TOKEN.exec(token)?.groups ?? {};
  if (bound === undefined || turns === undefined) throw new TokenError();
  return {
    bound: decodeBound(bound),
    pace: pace as Pace,
    turns: [...turns.matchAll(/([a-i])(\d?)/g)].map(([, letter = '', hops]) => ({
      task: letter.charCodeAt(0) - FIRST,
      hops: hops === '' ? null : Number(hops),
    })),
  };
}

/**
 * A schedule of a model as a short text: bound, servers, condition, moves: `2x1s1.stall.aatbbbbaa`. How moves are spelt:
 * {@link Move}.
 */
import type { Bound } from '../splits.ts';
import { TokenError } from '../token.ts';
import type { Move } from './moves.ts';
import { CONDITIONS, type Condition } from './protocol.ts';

export interface ModelRecording {
  bound: Bound;
  servers: number;
  condition: Condition;
  moves: Move[];
}

const MOVE = /[a-iA-I]|t|s[1-9]/g;
const TOKEN = new RegExp(
  `^(?<contenders>[1-9])x(?<increments>[1-9])s(?<servers>[1-9])\\.(?<condition>${CONDITIONS.join('|')})\\.(?<moves>(?:${MOVE.source}){0,1000})$`,
);

export function encodeMoves({ bound, servers, condition, moves }: ModelRecording): string {
  return `${bound.contenders}x${bound.increments}s${servers}.${condition}.${moves.join('')}`;
}

/** @throws {TokenError} */
export function decodeMoves(token: string): ModelRecording {
  const { contenders, increments, servers, condition, moves } = TOKEN.exec(token)?.groups ?? {};
  if (moves === undefined) throw new TokenError();
  return {
    bound: { contenders: Number(contenders), increments: Number(increments) },
    servers: Number(servers),
    condition: condition as Condition,
    moves: moves.match(MOVE) ?? [],
  };
}

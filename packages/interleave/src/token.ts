/**
 * A schedule as a short text, to replay it: bound, spin budget, whether time limits may expire, then the moves. A letter
 * is a thread (a: contender 0), a number how often it moves in a row, a capital that its wait expires, ~ that it wakes
 * for no reason: `2x1.1.e.a2b3a`.
 */
import type { Move } from './schedule.ts';
import type { Bound } from './system.ts';

export interface Recording {
  bound: Bound;
  spins: number;
  /** Whether finite waits may expire. */
  expire: boolean;
  moves: Move[];
}

const TOKEN =
  /^(?<contenders>[1-9])x(?<increments>[1-9])\.(?<spins>\d{1,3})\.(?<timing>[en])\.(?<moves>(?:~?[a-zA-Z]\d{0,3}){0,2000})$/;
const FIRST = 'a'.charCodeAt(0);

export class TokenError extends Error {
  override name = 'TokenError';

  constructor() {
    super('this is no schedule of the checker: copy the token whole from a report of the same strategy');
  }
}

export function encode({ bound, spins, expire, moves }: Recording): string {
  const letters = moves.map(({ thread, choice }) => {
    const letter = String.fromCharCode(FIRST + thread);
    return choice === 'step' ? letter : choice === 'expire' ? letter.toUpperCase() : `~${letter}`;
  });
  const runs: { letter: string; times: number }[] = [];
  for (const letter of letters) {
    const last = runs.at(-1);
    if (last?.letter === letter) last.times++;
    else runs.push({ letter, times: 1 });
  }
  const text = runs.map(({ letter, times }) => (times === 1 ? letter : `${letter}${times}`)).join('');
  return `${bound.contenders}x${bound.increments}.${spins}.${expire ? 'e' : 'n'}.${text}`;
}

/** @throws {TokenError} */
export function decode(token: string): Recording {
  const { contenders, increments, spins, timing, moves } = TOKEN.exec(token)?.groups ?? {};
  if (moves === undefined) throw new TokenError();
  return {
    bound: { contenders: Number(contenders), increments: Number(increments) },
    spins: Number(spins),
    expire: timing === 'e',
    moves: [...moves.matchAll(/(~?)([a-zA-Z])(\d*)/g)].flatMap(([, tilde, letter = '', times]) => {
      const thread = letter.toLowerCase().charCodeAt(0) - FIRST;
      const choice = tilde === '~' ? 'spurious' : letter === letter.toLowerCase() ? 'step' : 'expire';
      return Array.from({ length: times === '' ? 1 : Number(times) }, () => ({ thread, choice }) satisfies Move);
    }),
  };
}

/**
 * A schedule as a short text, to replay it: bound, spin budget, whether time limits may expire, then the moves. A letter
 * is a thread (a: contender 0), a number how often it moves in a row, a capital that its wait expires, ~ that it wakes
 * for no reason: `2x1.1.e.a2b3a`. Behind the bound, r says how many of the contenders read: `3x1r2.1.e.a2b3a`.
 */
import type { Move } from './schedule.ts';
import type { Split } from './splits.ts';

export interface Recording {
  bound: Split;
  spins: number;
  /** Whether finite waits may expire. */
  expire: boolean;
  moves: Move[];
}

const TOKEN =
  /^(?<bound>[1-9]x[1-9](?:r[1-9])?)\.(?<spins>\d{1,3})\.(?<timing>[en])\.(?<moves>(?:~?[a-zA-Z]\d{0,3}){0,2000})$/;
const FIRST = 'a'.charCodeAt(0);

export class TokenError extends Error {
  override name = 'TokenError';

  constructor() {
    super('this is no schedule of the checker: copy the token whole from a report of the same strategy');
  }
}

export function encodeBound({ contenders, increments, readers }: Split): string {
  return `${contenders}x${increments}${readers === 0 ? '' : `r${readers}`}`;
}

/**
 * @param text `3x1`, or `3x1r2`
 * @throws {TokenError} when more would read than there are
 */
export function decodeBound(text: string): Split {
  const [contenders = 0, increments = 0, readers = 0] = text.split(/[xr]/).map(Number);
  if (readers > contenders) throw new TokenError();
  return { contenders, increments, readers };
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
  return `${encodeBound(bound)}.${spins}.${expire ? 'e' : 'n'}.${text}`;
}

/** @throws {TokenError} */
export function decode(token: string): Recording {
  const { bound, spins, timing, moves } = TOKEN.exec(token)?.groups ?? {};
  if (bound === undefined || moves === undefined) throw new TokenError();
  return {
    bound: decodeBound(bound),
    spins: Number(spins),
    expire: timing === 'e',
    moves: [...moves.matchAll(/(~?)([a-zA-Z])(\d*)/g)].flatMap(([, tilde, letter = '', times]) => {
      const thread = letter.toLowerCase().charCodeAt(0) - FIRST;
      const choice = tilde === '~' ? 'spurious' : letter === letter.toLowerCase() ? 'step' : 'expire';
      return Array.from({ length: times === '' ? 1 : Number(times) }, () => ({ thread, choice }) satisfies Move);
    }),
  };
}

/** A schedule that a report names by its token, run again step by step. */
import type { Declared, RemoteStrategy } from '@contend/counter';
import { withhold } from './ambient.ts';
import { replayModel } from './models/check.ts';
import { NotCheckable } from './not-checkable.ts';
import { knowsReaders, type Split } from './splits.ts';
import { sceneOf } from './tasks/contenders.ts';
import { sitedRun, traceOf } from './tasks/explore.ts';
import { judgeLog } from './tasks/judge.ts';
import { decodeTurns } from './tasks/token.ts';
import { decode, TokenError } from './token.ts';
import { retrace, type Trace } from './trace.ts';

/**
 * @throws {TokenError} when the text is no token, or no schedule that this strategy can take
 * @throws {NotCheckable} when the strategy does what cannot be controlled
 */
export async function replay(strategy: Declared, token: string): Promise<Trace> {
  if (strategy.kind === 'store' || strategy.kind === 'lease') return replayModel(strategy, token);
  const giveBack = withhold();
  try {
    return /\.(?:await|tight)\./.test(token) ? await replayTurns(strategy, token) : replaySteps(strategy, token);
  } finally {
    giveBack();
  }
}

function replaySteps(strategy: Exclude<Declared, RemoteStrategy>, token: string): Trace {
  const recording = decode(token);
  if (strategy.kind === 'async-lock' || strategy.kind === 'program') throw new TokenError();
  mustRead(strategy, recording.bound);
  const { threads, steps, shows } = retrace(strategy, recording);
  return { threads, steps, shows };
}

async function replayTurns(strategy: Declared, token: string): Promise<Trace> {
  const { bound, pace, turns } = decodeTurns(token);
  if (strategy.kind !== 'async-lock' && strategy.kind !== 'counter') throw new TokenError();
  mustRead(strategy, bound);
  const { log } = await sitedRun(sceneOf(strategy, bound, pace), turns).catch((error) => {
    throw error instanceof NotCheckable ? new TokenError() : error;
  });
  const found = judgeLog(log, strategy, bound);
  const trace = traceOf(log, bound, Math.min(log.events.length, ...found.map(({ after }) => after)));
  return { ...trace, shows: found.map(({ kind, says }) => ({ kind, says })) };
}

function mustRead(strategy: Declared, { readers }: Split): void {
  if (readers > 0 && !knowsReaders(strategy)) throw new TokenError();
}

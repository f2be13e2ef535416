/**
 * Whether a runtime can be measured here. What a right counter shows it must show, and what a lock that lets everybody in
 * does must be seen: threads that do not share memory, a clock of each thread's own, or windows that do not coincide would
 * otherwise pass for a splendid lock.
 */
import type { ForkResult, RunFork, runFork, Untrusted } from '@contend/harness';
import type { Runtime } from '../catalogue/runtime.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import { forkSpec } from '../run/fork-spec.ts';
import { ROUNDS, WINDOW_MS } from '../run/plan.ts';

const CONTENDERS = 2;
const TIME_LIMIT_MS = 60_000;
/** On a host that others use, too, windows may fail to be seen from start to end, and threads to meet in a section. */
const TRIES = 5;
/** Of at least one window. */
export const LEAST_OVERLAP = 0.8;

const RIGHT = { module: import.meta.resolve('@contend/atomic/add'), id: 'atomic/add', kind: 'counter' } as const;
const PLANTED = { module: import.meta.resolve('./planted.ts'), id: 'proof/planted', kind: 'lock' } as const;

type Answer = ForkResult | Untrusted;

/** What a fork of a right counter leaves to be desired; undefined: nothing. */
export function wrongWithRight(answer: Answer): string | undefined {
  if ('untrusted' in answer) return answer.untrusted;
  const { verdict, reason, rounds } = answer;
  if (verdict !== 'exact') return `a right counter ended as ${verdict}${reason === null ? '' : ` (${reason})`}`;
  if (rounds.length < ROUNDS) return `only ${rounds.length} of ${ROUNDS} windows were seen from start to end`;
  const best = Math.max(...rounds.map(({ overlap }) => overlap));
  if (best >= LEAST_OVERLAP) return undefined;
  return `its threads were in a window together for at most ${Math.round(100 * best)} % of the time`;
}

/** What a fork of the planted lock fails to show; undefined: it shows all. */
export function unseenOfPlanted(answer: Answer): string | undefined {
  if ('untrusted' in answer) return answer.untrusted;
  const { verdict, reason, audit } = answer;
  if (verdict !== 'lost-updates') {
    return `unguarded threads lost no update (${verdict}${reason === null ? '' : `: ${reason}`})`;
  }
  return (audit?.overlaps ?? 0) > 0 ? undefined : 'an audit did not see threads that were inside together';
}

/** @throws Failure that names the runtime and what it fails to show */
export async function prove(
  runtime: Runtime,
  run: typeof runFork,
  how: Pick<RunFork, 'signal'> & Place,
): Promise<void> {
  const { cores, signal } = how;
  const fork = (entry: typeof RIGHT | typeof PLANTED, asked: Parameters<typeof forkSpec>[2]) => {
    const subject = { entry, world: 'threads' as const, contenders: CONTENDERS, windowMs: WINDOW_MS };
    const asking = { runtime, timeLimitMs: TIME_LIMIT_MS, ...(signal === undefined ? {} : { signal }) };
    return run(forkSpec(subject, { rounds: ROUNDS, cores }, asked), asking);
  };
  await within(runtime, async () => wrongWithRight(await fork(RIGHT, {})));
  await within(runtime, async () => unseenOfPlanted(await fork(PLANTED, { audit: true, untilLoss: true })));
}

interface Place {
  /** To pin to; `null` leaves threads to the scheduler. */
  cores: readonly number[] | null;
}

async function within(runtime: Runtime, lacking: () => Promise<string | undefined>): Promise<void> {
  let lacks: string | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    lacks = await lacking();
    if (lacks === undefined) return;
  }
  const message = `${runtime.label} cannot be trusted here: ${lacks}; leave it out of --runtime`;
  throw new Failure('runtime', message, STATUS.host);
}

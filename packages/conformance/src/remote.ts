/** What every strategy must show whose contenders share no memory: processes that contend, and what they tell. */
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RemoteStrategy, Site } from '@contend/counter';
import type { Question, Told } from './remote-job.ts';

export interface RemoteTrial {
  /** The file of the strategy, as `import()` takes it. */
  url: string;
  strategy: RemoteStrategy;
  contenders: number;
  /** URL of a server of the engine that the strategy needs. */
  server?: string;
  /** Of each contender. @default 100 */
  increments?: number;
  /** After how many ms the trial has failed. @default 120 000 */
  limitMs?: number;
}

export interface RemoteFinding {
  check: RemoteCheck | 'time-limit' | 'crashed';
  ok: boolean;
  /** One line with the numbers behind it. */
  detail: string;
}

const LIMIT_MS = 120_000;

interface Outcome {
  told: Told[];
  value: number;
}

/** One contender's process: it is asked one thing at a time. */
class Contender {
  readonly child: ChildProcess = fork(new URL('./remote-contender.ts', import.meta.url), {
    // Not this process's flags: a test runner's are none of the strategy's business.
    execArgv: [],
  });
  private pending: PromiseWithResolvers<never> | undefined;
  private listener: ((message: unknown) => void) | undefined;

  constructor() {
    this.child.on('message', (said: { message: unknown } | { answer: never } | { failed: string }) => {
      if ('message' in said) this.listener?.(said.message);
      else if ('answer' in said) this.pending?.resolve(said.answer);
      else this.pending?.reject(new Error(said.failed));
    });
    this.child.once('exit', () => this.pending?.reject(new Error('a contender’s process ended too early')));
  }

  ask<T>(question: Question): Promise<T> {
    this.pending = Promise.withResolvers<never>();
    this.child.send(question);
    return this.pending.promise;
  }

  channel = {
    send: (message: unknown) => void this.child.send({ message }),
    onMessage: (listener: (message: unknown) => void) => {
      this.listener = listener;
    },
  };
}

async function contend(
  trial: RemoteTrial,
  site: Site,
  contenders: readonly Contender[],
  throws: boolean,
): Promise<Outcome> {
  const { url, strategy, increments = 100 } = trial;
  const store = strategy.make();
  await store.prepare?.(site);
  const end = await store.serve?.(
    site,
    contenders.map(({ channel }) => channel),
  );
  const everyone = <T>(question: (contender: number) => Question) =>
    Promise.all(contenders.map((contender, i) => contender.ask<T>(question(i))));
  await everyone((contender) => ({ do: 'open', url, id: strategy.id, site, contender, increments, throws }));
  const told = await everyone<Told>(() => ({ do: 'contend' }));
  const value = await (contenders[0] as Contender).ask<number>({ do: 'value' });
  await everyone(() => ({ do: 'close' }));
  end?.();
  return { told, value };
}

async function judged(
  check: RemoteCheck,
  trial: RemoteTrial,
  judge: (outcome: Outcome) => Omit<RemoteFinding, 'check'>,
  throws = false,
): Promise<RemoteFinding> {
  const directory = await mkdtemp(join(tmpdir(), 'contend-trial-'));
  const contenders = Array.from({ length: trial.contenders }, () => new Contender());
  const late = sleep(trial.limitMs ?? LIMIT_MS, 'late' as const, { ref: false });
  try {
    const name = `contend_${randomBytes(6).toString('hex')}`;
    const site = { directory, contenders: trial.contenders, url: trial.server ?? '', name };
    const outcome = await Promise.race([contend(trial, site, contenders, throws), late]);
    if (outcome === 'late')
      return { check: 'time-limit', ok: false, detail: `${check}: no end after ${trial.limitMs ?? LIMIT_MS} ms` };
    return { check, ...judge(outcome) };
  } catch (error) {
    return {
      check: 'crashed',
      ok: false,
      detail: `${check}: ${error instanceof Error ? error.message : String(error)}`,
    };
  } finally {
    for (const { child } of contenders) child.kill('SIGKILL');
    await rm(directory, { recursive: true, force: true });
  }
}

const madeIn = ({ told }: Outcome): number => told.reduce((sum, { hits }) => sum + hits.length, 0);

export const REMOTE_CHECKS = {
  /** All increments are in the count. */
  'exact-count': (trial: RemoteTrial) =>
    judged('exact-count', trial, (outcome) => ({
      ok: madeIn(outcome) === outcome.value,
      detail: `${madeIn(outcome)} increments, counted as ${outcome.value}`,
    })),
  /** The hits' numbers are 1, 2, 3 … without a gap or a number twice. */
  'unique-hits': (trial: RemoteTrial) =>
    judged('unique-hits', trial, (outcome) => {
      const hits = outcome.told.flatMap((each) => each.hits).sort((a, b) => a - b);
      const wrong = hits.findIndex((hit, i) => hit !== i + 1);
      const detail =
        wrong < 0 ? `1 to ${hits.length}, each once` : `hit ${wrong + 1} of ${hits.length} is number ${hits[wrong]}`;
      return { ok: wrong < 0, detail };
    }),
  /** An error inside the section releases the lock and counts nothing. */
  'release-on-throw': (trial: RemoteTrial) =>
    judged(
      'release-on-throw',
      trial,
      (outcome) => {
        const thrown = outcome.told.reduce((sum, each) => sum + each.thrown, 0);
        const detail = `${thrown} sections threw; ${madeIn(outcome)} did not, counted as ${outcome.value}`;
        return { ok: thrown > 0 && madeIn(outcome) === outcome.value, detail };
      },
      true,
    ),
};
export type RemoteCheck = 'exact-count' | 'unique-hits' | 'release-on-throw';

/** Which checks such a strategy must pass. */
export function remoteChecksOf({ kind, numbers }: RemoteStrategy): RemoteCheck[] {
  return [
    'exact-count',
    ...(numbers === 'none' ? [] : (['unique-hits'] as const)),
    ...(kind === 'lease' ? (['release-on-throw'] as const) : []),
  ];
}

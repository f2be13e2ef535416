/** Explores strategies' own source, or models of it, each in a process of its own: exploring changes how code is compiled. */
import { availableParallelism } from 'node:os';
import type { World } from '@contend/counter';
import { ask, OWN } from '@contend/harness';
import type { Report } from '@contend/interleave';
import type { Entry } from '../catalogue/catalogue.ts';
import type { Checked, CheckJob } from './check-worker.ts';

export interface Subject {
  entry: Entry;
  world: World;
}

export interface Exploring {
  /** Where to stop climbing; by default at 3 × 2. */
  contenders?: number | undefined;
  increments?: number | undefined;
  /** Whether the model of a protocol may stand in for a source that cannot be explored. */
  models: boolean;
  /** ms that one subject may take. */
  timeLimitMs: number;
  signal: AbortSignal;
  /** @param done share of the subjects, from 0 to 1. @param leftMs about how much longer */
  show: (subject: Subject, done: number, leftMs: number) => void;
}

/** One question to a process of its own: reports, or the trace of the schedule that `token` names. */
export function asked(
  { entry, world }: Subject,
  { contenders, increments, models, timeLimitMs, signal }: Omit<Exploring, 'show'>,
  token?: string,
): ReturnType<typeof ask<Checked>> {
  const { module, id, flags = [] } = entry.twinEntry ?? entry;
  const job: CheckJob = { module, strategy: id, world, contenders, increments, models, token };
  const asking = { runtime: OWN, flags, timeLimitMs, graceMs: 0, signal };
  return ask<Checked>(new URL('./check-child.ts', import.meta.url), job, asking);
}

/** What is left to say where nothing was explored. */
function unexplored({ entry, world }: Subject, verdict: 'gave up' | 'not checkable', reason: string): Report {
  const nothing = { reached: null, bounds: [], states: 0, transitions: 0, ms: 0, perSecond: 0, overtaken: null };
  return {
    strategy: entry.id,
    world,
    promised: entry.promises.includes(world),
    ...{ model: null, condition: null },
    verdict,
    says: `${verdict}: ${reason}`,
    reason,
    ...nothing,
    violations: [],
    assumes: [],
  };
}

/** One, or where models are explored one for each condition. */
async function reportsOf(subject: Subject, exploring: Exploring): Promise<Report[]> {
  const { id, absent } = subject.entry;
  if (absent !== undefined) return [unexplored(subject, 'not checkable', `absent here: ${absent}`)];
  const outcome = await asked(subject, exploring);
  if ('died' in outcome) return [unexplored(subject, 'gave up', outcome.died)];
  if ('reports' in outcome.answer) return outcome.answer.reports;
  throw new Error(`${id} was asked for a report and answered with something else`);
}

/** What exploring the twin tells of a strategy that cannot be explored itself: WebAssembly's steps are not ours to take. */
function throughTwin(subject: Subject, { says, assumes, ...rest }: Report): Report {
  const { id, twin, promises } = subject.entry;
  return {
    ...rest,
    strategy: id,
    promised: promises.includes(subject.world),
    says: `through its twin in JavaScript, ${twin}: ${says}`,
    assumes: [...assumes, `it is the same algorithm as ${twin}, whose source was explored`],
  };
}

/** @returns the reports of each subject, in their order. Rejects only with the signal's reason. */
export async function explore(subjects: readonly Subject[], exploring: Exploring): Promise<Report[]> {
  const started = performance.now();
  // Twins are explored once, for however many strategies.
  const reports = new Map<string, Promise<Report[]>>();
  const once = (subject: Subject) => {
    const key = `${subject.entry.id} ${subject.world}`;
    const under = reports.get(key) ?? reportsOf(subject, exploring);
    reports.set(key, under);
    return under;
  };
  const all = await eachOnACore(subjects, async (subject, done) => {
    const each = (performance.now() - started) / Math.max(1, done);
    exploring.show(subject, done / subjects.length, each * (subjects.length - done));
    const { absent, twin, twinEntry } = subject.entry;
    if (twin === undefined || absent !== undefined) return once(subject);
    const twins =
      twinEntry === undefined
        ? [unexplored(subject, 'not checkable', 'there is no such strategy')]
        : await once({ ...subject, entry: twinEntry });
    return twins.map((report) => throughTwin(subject, report));
  });
  return all.flat();
}

/**
 * Does the jobs in order, one on each core at a time: a check is one process that computes.
 *
 * @param does is told how many jobs have ended
 * @returns what each gave, in the order of the jobs
 */
async function eachOnACore<J, R>(jobs: readonly J[], does: (job: J, done: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = jobs.entries();
  let done = 0;
  const work = async () => {
    for (const [i, job] of queue) {
      results[i] = await does(job, done);
      done++;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return results;
}

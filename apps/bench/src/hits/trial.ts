/** One load on a website whose workers have just been started, and what its counter says afterwards. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type HitsFault, type HitsTrial, hitsVerdict } from '@contend/documents';
import { plainText } from '@contend/record';
import type { HitEntry } from './catalogue.ts';
import { countOf } from './count.ts';
import { makeFault } from './fault.ts';
import { BEGIN_MS, Load } from './load/load.ts';
import type { LoadResult } from './load/spec.ts';
import { Website, WebsiteError } from './site/website.ts';

export interface TrialSpec {
  entry: HitEntry;
  /** Requests that become due in a second; `null`: a closed loop. */
  rate: number | null;
  fault: HitsFault | null;
  repeat: number;
  workers: number;
  connections: number;
  seconds: number;
  /** Of the website's processes, and of the one that asks; `null`: they share all there are. */
  cores: { website: readonly number[]; load: number } | null;
}

/** Where the workers meet: a server of the engine that they need, and a name there. */
export interface Meeting {
  url: string;
  name: string;
}

export interface Tried {
  trial: HitsTrial;
  /** Whether the process that asks had a core of its own. */
  apart: boolean;
  lateMs: number;
}

const MS_PER_S = 1_000;
const NOTHING: LoadResult = {
  ms: 0,
  due: null,
  sent: 0,
  answered: 0,
  refused: 0,
  hitsPerSecond: 0,
  latency: null,
  lateMs: 0,
};

/** Rejects only with the signal's reason, or for want of a process to ask. */
export async function tryOut(spec: TrialSpec, { url, name }: Meeting, signal: AbortSignal): Promise<Tried> {
  const began = performance.now();
  const { entry, workers, cores } = spec;
  let website: Website | undefined;
  try {
    website = await Website.open({ module: entry.module, url, name, workers }, cores?.website ?? null, signal);
    return await asked(spec, website, signal);
  } catch (error) {
    if (!(error instanceof WebsiteError)) throw error;
    // It never listened.
    const result = { ...NOTHING, ms: performance.now() - began, due: spec.rate === null ? null : 0 };
    return triedOut(spec, result, { counted: null, reason: error.message, apart: false });
  } finally {
    await website?.end();
  }
}

async function asked(spec: TrialSpec, website: Website, signal: AbortSignal): Promise<Tried> {
  const { connections, rate, fault, cores } = spec;
  const asking = { port: website.port, connections, rate, faults: fault !== null };
  const load = await Load.start(asking, cores?.load ?? null, signal);
  try {
    const begun = await load.began();
    const early = begun ? await lasted(spec, website, signal) : `it answered nothing within ${BEGIN_MS / MS_PER_S} s`;
    const result = await load.stop();
    const apart = website.pinned && load.pinned;
    try {
      return triedOut(spec, result, { counted: await countOf(website.port), reason: early, apart });
    } catch (error) {
      const reason = early ?? website.failure ?? (error as Error).message;
      return triedOut(spec, result, { counted: null, reason, apart });
    }
  } finally {
    load.end();
  }
}

/** Waits while the load lasts. @returns why it ended early */
async function lasted({ fault, seconds }: TrialSpec, website: Website, signal: AbortSignal): Promise<string | null> {
  try {
    if (fault === null) await sleep(seconds * MS_PER_S, undefined, { signal });
    else await makeFault(fault, website, seconds * MS_PER_S, signal);
    return null;
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof WebsiteError)) throw error;
    return error.message;
  }
}

function triedOut(
  { entry, rate, fault, repeat }: TrialSpec,
  { ms, due, sent, answered, refused, hitsPerSecond, latency, lateMs }: LoadResult,
  { counted, reason, apart }: { counted: number | null; reason: string | null; apart: boolean },
): Tried {
  const unknown = sent - answered - refused;
  const trial: HitsTrial = {
    strategy: entry.name,
    load: rate === null ? 'closed' : 'rate',
    fault,
    repeat,
    ms,
    due,
    sent,
    answered,
    refused,
    unknown,
    counted,
    verdict: hitsVerdict({ answered, unknown, counted }),
    reason: reason === null ? null : plainText(reason),
    hitsPerSecond,
    latency,
  };
  return { trial, apart, lateMs };
}

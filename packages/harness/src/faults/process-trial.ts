/** One fault among contenders in processes of their own: its course, and what became of the others. */
import { setTimeout as sleep } from 'node:timers/promises';
import { judge } from './judge.ts';
import { strike } from './process-blows.ts';
import { Crew } from './process-crew.ts';
import { FaultServers } from './process-servers.ts';
import { type FaultReport, type FaultSpec, happensToServer } from './spec.ts';

/** How long contenders contend before the fault, and how long the others are let go on after it. */
const BEFORE_MS = 200;
const AFTER_MS = 200;

export async function tryProcessFault(spec: FaultSpec, folder: string): Promise<FaultReport> {
  if (spec.needs === null || !happensToServer(spec.fault)) return among(spec, folder, undefined);
  const servers = await FaultServers.start(spec.needs, spec.fault);
  try {
    return await among({ ...spec, server: servers.place }, folder, servers);
  } finally {
    await servers.end();
  }
}

async function among(spec: FaultSpec, folder: string, servers: FaultServers | undefined): Promise<FaultReport> {
  const { fault, kind } = spec;
  const crew = new Crew(spec, folder);
  try {
    await crew.seat();
  } catch (error) {
    const reason = `it could not be started: ${error instanceof Error ? error.message : String(error)}`;
    return { outcome: 'reported', seconds: null, operations: null, observed: null, unknown: null, reason };
  }
  crew.go();
  await crew.until(() => crew.finished.every((each) => each > 0));
  await sleep(BEFORE_MS);
  const fired = await strike(fault, { crew, seen: kind === 'lease', servers });
  const wentOn = await crew.until(() => crew.wentOn);
  const ms = performance.now() - crew.struckAt;
  if (wentOn) await sleep(AFTER_MS);
  crew.signs.set('stop');
  const atRest = await crew.until(() => crew.atRest);
  const observed = atRest ? await crew.count() : null;
  return judge({
    fault,
    victim: crew.victimIndex,
    fired,
    wentOn,
    ms,
    atRest,
    allGone: false,
    errors: crew.errors.filter(({ contender }) => fault !== 'kill' || contender !== crew.victimIndex),
    operations: crew.acknowledged,
    observed,
    unknown: crew.unknown,
  });
}

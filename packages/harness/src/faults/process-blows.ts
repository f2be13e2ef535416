/**
 * What befalls contenders in processes of their own, from outside or with the help of the victim. Each takes until it is over,
 * and the others may go on, at the latest; and says whether it came about.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '@contend/counter';
import type { Crew } from './process-crew.ts';
import type { FaultServers } from './process-servers.ts';
import { PARTITION_MS, PROCESS_STALL_MS, REPLICA_MS } from './spec.ts';

export interface Blow {
  crew: Crew;
  /** Whether the victim shows the section in which it is to be met. */
  seen: boolean;
  servers: FaultServers | undefined;
}

/** Each lost answer is that of whatever was asked then: several, for some of what is asked counts nothing. */
const ANSWERS_LOST = 5;
/** How long nobody is there. */
const DOWN_MS = 500;
/** Increments that a replica has not heard of, at the least: on a busy machine none may be made for a while. */
const LEFT_BEHIND = 3;

/** In its section, if it shows any: the victim says when. */
async function met({ crew, seen }: Blow): Promise<boolean> {
  crew.signs.set('armed');
  const fired = !seen || (await crew.until(() => crew.signs.has('fired')));
  crew.strike();
  return fired;
}

type Course = (blow: Blow) => Promise<boolean>;

async function throws(blow: Blow): Promise<boolean> {
  return met(blow);
}

async function kill(blow: Blow): Promise<boolean> {
  // Whoever shows no section is met anywhere in an increment.
  if (!blow.seen) blow.crew.victim.process.kill('SIGKILL');
  return met(blow);
}

async function stall(blow: Blow): Promise<boolean> {
  const { victim } = blow.crew;
  if (!blow.seen) victim.process.kill('SIGSTOP');
  if (!(await met(blow))) return false;
  // While it is away, others may get past it; or else they go on when it is back.
  await sleep(PROCESS_STALL_MS);
  victim.process.kill('SIGCONT');
  return true;
}

async function drop({ crew }: Blow): Promise<boolean> {
  const proxy = crew.routes?.proxies[crew.victimIndex];
  if (proxy === undefined) return false;
  crew.strike();
  for (let i = 0; i < ANSWERS_LOST; i++) {
    let lost = false;
    void proxy.dropNextReply().then(() => {
      lost = true;
    });
    if (!(await crew.until(() => lost))) return false;
    const before = crew.finished[crew.victimIndex] as number;
    await crew.until(() => (crew.finished[crew.victimIndex] as number) > before);
  }
  return true;
}

async function partition(blow: Blow): Promise<boolean> {
  const proxy = blow.crew.routes?.proxies[blow.crew.victimIndex];
  if (proxy === undefined || !(await met(blow))) return false;
  const over = proxy.partition(PARTITION_MS);
  blow.crew.signs.set('cut');
  await over;
  return true;
}

async function serverKill({ crew, servers }: Blow): Promise<boolean> {
  if (servers === undefined) return false;
  crew.strike();
  await servers.primary.kill();
  await sleep(DOWN_MS);
  await servers.primary.restart();
  crew.resume();
  return true;
}

async function failover({ crew, servers }: Blow): Promise<boolean> {
  if (servers?.replica === undefined) return false;
  servers.leaveBehind();
  const [since, before] = [performance.now(), crew.acknowledged];
  const isBehind = () => performance.now() - since >= REPLICA_MS && crew.acknowledged - before >= LEFT_BEHIND;
  if (!(await crew.until(isBehind))) return false;
  crew.strike();
  await servers.primary.kill();
  crew.routes?.lead(servers.replica.address);
  await servers.promote();
  crew.resume();
  return true;
}

const BLOWS: Partial<Record<Fault, Course>> = {
  throw: throws,
  kill,
  stall,
  drop,
  partition,
  'server-kill': serverKill,
  failover,
};

/** @returns whether the fault came about */
export function strike(fault: Fault, blow: Blow): Promise<boolean> {
  return (BLOWS[fault] as Course)(blow);
}

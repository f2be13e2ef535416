/** One fault among contenders in processes of their own: its course, and what became of the others. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RemoteStrategy, Site } from '@contend/counter';
import { ContenderProcess } from '../contender-process.ts';
import { strategyIn } from '../load.ts';
import { beginProgress, finishedIn } from '../progress-file.ts';
import { judge } from './judge.ts';
import { Signs } from './process-mishaps.ts';
import { type FaultReport, type FaultSpec, PROCESS_STALL_MS } from './spec.ts';

const POLL_MS = 5;
/** How long contenders contend before the fault, and how long the others are let go on after it. */
const BEFORE_MS = 200;
const AFTER_MS = 200;
const REGION = 0;

/** The last, for the first is asked for the count. */
const victimOf = (contenders: number): number => contenders - 1;

class Crew {
  readonly contenders: ContenderProcess[];
  readonly signs: Signs;
  readonly errors: { contender: number; message: string }[] = [];
  /** Contenders that count no more. */
  readonly left = new Set<number>();
  private readonly spec: FaultSpec;
  private readonly folder: string;
  private end: (() => void) | undefined;

  constructor(spec: FaultSpec, folder: string) {
    this.spec = spec;
    this.folder = folder;
    beginProgress(folder, spec.contenders);
    this.signs = new Signs(folder);
    this.contenders = Array.from({ length: spec.contenders }, () => new ContenderProcess());
    process.once('exit', () => {
      for (const { process: child } of this.contenders) child.kill('SIGKILL');
    });
  }

  async seat(): Promise<void> {
    const { module, strategy: id, contenders } = this.spec;
    const site: Site = { directory: join(this.folder, String(REGION)), contenders, url: '', name: '' };
    mkdirSync(site.directory);
    const strategy = await strategyIn<RemoteStrategy>(module, id);
    const store = strategy.make();
    await store.prepare?.(site);
    this.end = await store.serve?.(
      site,
      this.contenders.map((contender) => contender.channel(REGION)),
    );
    const work = { insideSteps: 0, outsideSteps: 0, nsPerStep: null, inFlight: 1 };
    await Promise.all(
      this.contenders.map(async (each, contender) => {
        await each.ask('load', { spec: { module, strategy: id, ...work }, contender });
        await each.ask('open', { region: REGION, site, mayBefall: true });
      }),
    );
  }

  go(): void {
    const { fault, contenders } = this.spec;
    for (const [i, each] of this.contenders.entries()) {
      each
        .ask('count', { region: REGION, victim: i === victimOf(contenders) ? fault : null })
        .catch(({ message }) => this.errors.push({ contender: i, message }))
        .finally(() => this.left.add(i));
    }
  }

  get victim(): ContenderProcess {
    return this.contenders[victimOf(this.spec.contenders)] as ContenderProcess;
  }

  get finished(): number[] {
    return finishedIn(this.folder, this.spec.contenders);
  }

  get others(): number {
    return this.finished.slice(0, -1).reduce((sum, each) => sum + each, 0);
  }

  get atRest(): boolean {
    return this.left.size === this.spec.contenders;
  }

  async count(): Promise<number | null> {
    const value = await (this.contenders[0] as ContenderProcess).ask('value', { region: REGION }).catch(() => null);
    this.end?.();
    return value;
  }
}

export async function tryProcessFault(spec: FaultSpec, folder: string): Promise<FaultReport> {
  const { fault, kind, contenders, patienceMs } = spec;
  const crew = new Crew(spec, folder);
  try {
    await crew.seat();
  } catch (error) {
    const reason = `it could not be started: ${error instanceof Error ? error.message : String(error)}`;
    return { outcome: 'reported', seconds: null, operations: null, observed: null, reason };
  }
  /** Polls until something is true. False: nobody has made an increment for so long. */
  const until = async (what: () => boolean, longestMs: number): Promise<boolean> => {
    for (let [since, before] = [performance.now(), -1]; ; ) {
      if (what()) return true;
      const progress = crew.finished.reduce((sum, each) => sum + each, 0);
      if (progress !== before) [since, before] = [performance.now(), progress];
      if (crew.atRest || performance.now() - since > longestMs) return what();
      await sleep(POLL_MS);
    }
  };

  crew.go();
  await until(() => crew.finished.every((each) => each > 0), patienceMs);
  await sleep(BEFORE_MS);
  crew.signs.set('armed');
  // Whoever shows no section is met anywhere in an increment, from outside.
  if (kind === 'store') crew.victim.process.kill(fault === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  const fired = kind === 'store' || (await until(() => crew.signs.has('fired'), patienceMs));
  const begun = performance.now();
  const before = crew.others;
  const goOn = () => crew.others - before >= contenders;
  const stall = fault === 'stall' ? PROCESS_STALL_MS : 0;
  // While it is away, others may get past it; or else they go on when it is back.
  if (fired && stall > 0) {
    await sleep(stall);
    crew.victim.process.kill('SIGCONT');
  }
  const wentOn = await until(goOn, patienceMs);
  const ms = performance.now() - begun;
  if (wentOn) await sleep(AFTER_MS);
  crew.signs.set('stop');
  const atRest = await until(() => crew.atRest, patienceMs);
  const observed = atRest ? await crew.count() : null;
  return judge({
    fault,
    victim: victimOf(contenders),
    fired,
    wentOn,
    ms,
    atRest,
    allGone: false,
    errors: crew.errors.filter(({ contender }) => fault !== 'kill' || contender !== victimOf(contenders)),
    operations: crew.finished.reduce((sum, each) => sum + each, 0),
    observed,
  });
}

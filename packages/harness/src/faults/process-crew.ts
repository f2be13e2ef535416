/** Contenders in processes of their own, one of which is the victim of a fault, and where they meet. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LeaseStore, RemoteStrategy, Site, Store } from '@contend/counter';
import { ContenderProcess } from '../contender-process.ts';
import { strategyIn } from '../load.ts';
import { beginProgress, finishedIn, unknownIn } from '../progress-file.ts';
import { Routes } from '../routes.ts';
import { Signs } from './process-mishaps.ts';
import type { FaultSpec } from './spec.ts';

const POLL_MS = 5;
const REGION = 0;

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

export class Crew {
  readonly contenders: ContenderProcess[];
  /** The last, for the first is asked for the count. */
  readonly victimIndex: number;
  readonly signs: Signs;
  readonly errors: { contender: number; message: string }[] = [];
  /** To the server, each contender's own. Undefined in the world `processes`. */
  routes: Routes | undefined;
  /** When the fault came about, in ms. */
  struckAt = performance.now();
  /** Of all contenders but the victim, when they could go on at the earliest. */
  private othersBefore = 0;
  /** Contenders that count no more. */
  private readonly left = new Set<number>();
  private readonly spec: FaultSpec;
  private readonly folder: string;
  private end: (() => void) | undefined;

  constructor(spec: FaultSpec, folder: string) {
    this.spec = spec;
    this.folder = folder;
    this.victimIndex = spec.contenders - 1;
    beginProgress(folder, spec.contenders);
    this.signs = new Signs(folder);
    this.contenders = Array.from({ length: spec.contenders }, () => new ContenderProcess());
    process.once('exit', () => {
      for (const { process: child } of this.contenders) child.kill('SIGKILL');
    });
  }

  async seat(): Promise<void> {
    const { module, strategy: id, contenders, server } = this.spec;
    const directory = join(this.folder, String(REGION));
    mkdirSync(directory);
    const site: Site = { directory, contenders, url: server?.url ?? '', name: server?.name ?? '' };
    const strategy = await strategyIn<RemoteStrategy>(module, id);
    const store: Pick<Store | LeaseStore, 'prepare' | 'serve'> = strategy.make();
    await store.prepare?.(site);
    this.routes = server === null ? undefined : await Routes.proxied(server, contenders, 0);
    this.end = await store.serve?.(
      site,
      this.contenders.map((contender) => contender.channel(REGION)),
    );
    const work = { insideSteps: 0, outsideSteps: 0, nsPerStep: null, inFlight: 1 };
    await Promise.all(
      this.contenders.map(async (each, contender) => {
        await each.ask('load', { spec: { module, strategy: id, ...work }, contender });
        const url = this.routes?.url(contender) ?? '';
        await each.ask('open', { region: REGION, site: { ...site, url }, mayBefall: true });
      }),
    );
  }

  go(): void {
    const { fault, patienceMs } = this.spec;
    for (const [i, each] of this.contenders.entries()) {
      each
        .ask('count', { region: REGION, victim: i === this.victimIndex ? fault : null, patienceMs })
        .catch(({ message }) => this.errors.push({ contender: i, message }))
        .finally(() => this.left.add(i));
    }
  }

  get victim(): ContenderProcess {
    return this.contenders[this.victimIndex] as ContenderProcess;
  }

  /** Increments that were acknowledged, by contender. */
  get finished(): number[] {
    return finishedIn(this.folder, this.spec.contenders);
  }

  private get others(): number {
    return sum(this.finished.toSpliced(this.victimIndex, 1));
  }

  /** The fault comes about now. */
  strike(): void {
    this.struckAt = performance.now();
    this.othersBefore = this.others;
  }

  /** What the others did during the fault tells nothing: only what they do from now on. */
  resume(): void {
    this.othersBefore = this.others;
  }

  /** Whether the others have gone on since. */
  get wentOn(): boolean {
    return this.others - this.othersBefore >= this.spec.contenders;
  }

  get acknowledged(): number {
    return sum(this.finished);
  }

  get unknown(): number {
    return sum(unknownIn(this.folder, this.spec.contenders));
  }

  get atRest(): boolean {
    return this.left.size === this.spec.contenders;
  }

  /** Polls until something is true. False: nobody has made an increment for `patienceMs`, or all have left. */
  async until(what: () => boolean): Promise<boolean> {
    for (let [since, before] = [performance.now(), -1]; ; ) {
      if (what()) return true;
      const progress = this.acknowledged;
      if (progress !== before) [since, before] = [performance.now(), progress];
      if (this.atRest || performance.now() - since > this.spec.patienceMs) return what();
      await sleep(POLL_MS);
    }
  }

  async count(): Promise<number | null> {
    const value = await (this.contenders[0] as ContenderProcess).ask('value', { region: REGION }).catch(() => null);
    this.end?.();
    return value;
  }
}

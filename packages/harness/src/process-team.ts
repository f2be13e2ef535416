/** A cell's contenders in processes of their own, which meet at sites: a folder for each region. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { LeaseStore, RemoteStrategy, Site, Store } from '@contend/counter';
import { Board } from '@contend/servers';
import { CLOCK_ERROR_MS, ClocksDiffer, leastDifference } from './agreement.ts';
import { HOSTS_NOTICE_MS, LONGEST_NOTICE_MS, NOTICE_MS } from './appointment.ts';
import { now } from './clock.ts';
import { type Contender, ContenderProcess } from './contender-process.ts';
import { Hits } from './hits.ts';
import { offsetTo } from './hosts/board-clock.ts';
import { RemoteHost } from './hosts/remote-host.ts';
import { strategyIn } from './load.ts';
import { pin } from './pin.ts';
import { cpuNsOf } from './proc.ts';
import type { Contended, Job, Jobs, Watching } from './process-jobs.ts';
import { beginProgress, finishedIn } from './progress-file.ts';
import { Routes } from './routes.ts';
import type { ForkSpec, OtherHosts } from './spec.ts';
import { type Audit, type Progress, REGIONS, type Team, type Window } from './team.ts';
import { type Usage, usage, usedSince } from './thread.ts';

export class ProcessTeam implements Team {
  pinned = false;
  workDrift: number | null = null;
  contending = false;
  private readonly spec: ForkSpec;
  /** This host's own. */
  private readonly here: ContenderProcess[];
  /** Those of other hosts behind them. */
  private contenders: Contender[];
  private readonly directory: string;
  private readonly sites: Site[];
  private store: Pick<Store | LeaseStore, 'prepare' | 'serve'> = {};
  private numbered = true;
  private noticeMs = NOTICE_MS;
  private stopped = false;
  private hits = new Hits(0);
  private routes: Routes | undefined;
  /** Ways to the server and back in the window that was watched last. */
  private trips: number | null = null;
  readonly audit: Audit = {
    window: (region, windowMs, by) => this.open(region, windowMs, by),
    tally: (operations) => ({ ...this.hits.tally(operations), trips: this.trips }),
  };

  /** @param directory exists and is empty */
  constructor(spec: ForkSpec, directory: string) {
    this.spec = spec;
    this.sites = Object.values(REGIONS).map((region) => {
      const site = {
        directory: join(directory, String(region)),
        contenders: spec.contenders,
        url: spec.server?.url ?? '',
        name: spec.server === null ? '' : `${spec.server.name}_${region}`,
      };
      mkdirSync(site.directory);
      return site;
    });
    this.directory = directory;
    beginProgress(directory, spec.contenders);
    const elsewhere = (spec.others?.seats ?? []).reduce((sum, { contenders }) => sum + contenders, 0);
    this.here = Array.from({ length: spec.contenders - elsewhere }, () => new ContenderProcess());
    this.contenders = [...this.here];
    // Whoever made the folder may be gone, and with it whoever would have removed it.
    process.once('exit', () => {
      for (const { process: child } of this.here) child.kill('SIGKILL');
      rmSync(directory, { recursive: true, force: true });
    });
  }

  async assemble(): Promise<void> {
    const { cores, module, strategy: id } = this.spec;
    const strategy = await strategyIn<RemoteStrategy>(module, id);
    this.store = strategy.make();
    this.numbered = strategy.numbers !== 'none';
    for (const site of this.sites) await this.store.prepare?.(site);
    if (this.spec.others !== null) await this.ask(this.spec.others);
    const sent = now();
    const loaded = await this.everyone('load', (contender) => ({ spec: this.spec, contender }));
    const at = loaded.map((each) => ({ came: each.at, left: each.at }));
    const difference = leastDifference(sent, at, now());
    if (difference > CLOCK_ERROR_MS && difference > now() - sent)
      throw new ClocksDiffer(`the clocks of its processes differ by ${difference.toFixed(1)} ms or more`);
    const ids = this.here.map(({ process: { pid } }) => pid ?? null);
    const owner = this.store.serve === undefined ? [] : [process.pid];
    const pinned = cores !== null && (await pin([...ids, ...owner], cores));
    this.pinned = pinned && loaded.every((each) => each.pinned !== false);
    this.workDrift = loaded[0]?.workDrift ?? null;
  }

  /** Contenders of other hosts, who hear of windows later. */
  private async ask({ engine, url, board: name, seats }: OtherHosts): Promise<void> {
    const { server } = this.spec;
    if (server === null) throw new Error('hosts meet at a server');
    const board = new Board({ engine, url }, name);
    const offset = await offsetTo(board);
    const fork = randomUUID();
    for (const seat of seats) {
      const host = new RemoteHost(board, { ...seat, engine: server.engine }, offset, fork);
      this.contenders.push(...host.contenders);
    }
    this.noticeMs = HOSTS_NOTICE_MS;
  }

  private everyone<J extends Job>(job: J, question: (contender: number) => Jobs[J][0]): Promise<Jobs[J][1][]> {
    return Promise.all(this.contenders.map((contender, i) => contender.ask(job, question(i))));
  }

  window(region: number, windowMs: number): Promise<Window> {
    return this.open(region, windowMs, 'none');
  }

  private async open(region: number, windowMs: number, watching: Watching): Promise<Window> {
    this.contending = true;
    const opens = now() + this.noticeMs;
    const tripsBefore = this.routes?.trips ?? null;
    const contended = await this.everyone('contend', () => ({ region, windowMs, opens, watching }));
    this.contending = false;
    if (watching === 'section') this.trips = tripsBefore === null ? null : (this.routes?.trips ?? 0) - tripsBefore;
    const refused = contended.find((each) => each.refused !== null)?.refused ?? null;
    if (refused !== null) return { contended: [], refused };
    if (contended.some(({ seen }) => seen?.complete === false))
      this.noticeMs = Math.min(LONGEST_NOTICE_MS, 2 * this.noticeMs);
    if (watching === 'section') this.hits = new Hits(0);
    return { contended: contended.map((each, i) => this.seenBy(each, i, watching)), refused: null };
  }

  private seenBy(each: Contended, contender: number, watching: Watching): Window['contended'][number] {
    const marks = new Hits(contender, this.hits.buffer);
    for (const hit of each.hits) marks.mark(hit);
    const numbered = watching === 'section' && this.numbered;
    const findings = { overlaps: null, torn: null, duplicates: numbered ? marks.duplicates : null, waits: each.waited };
    const { used, failed } = each;
    return { seen: each.seen === null ? [] : [each.seen], findings: [findings], used, failed, refused: null };
  }

  value(region: number): Promise<number> {
    return (this.contenders[0] as Contender).ask('value', { region });
  }

  async serving<T>(region: number, work: () => Promise<T>): Promise<{ result: T; owner: Usage | null }> {
    const before = usage();
    const channels = this.here.map((contender) => contender.channel(region));
    const site = this.sites[region] as Site;
    const end = await this.store.serve?.(site, channels);
    this.routes = await this.routesIn(region);
    await this.everyone('open', (i) => ({
      region,
      site: { ...site, url: this.routes?.url(i) ?? '' },
      mayBefall: false,
    }));
    const result = await work();
    await this.everyone('close', () => ({ region }));
    await this.routes?.close();
    end?.();
    return { result, owner: end === undefined ? null : usedSince(before) };
  }

  /** Round trips are counted where sections are watched, for the proxy that counts them has its price. */
  private async routesIn(region: number): Promise<Routes | undefined> {
    const { server, contenders, others } = this.spec;
    if (server === null) return undefined;
    // Of another host's round trips nobody here knows.
    if (others !== null) return Routes.straight(server);
    if (server.distanceMs !== null) return Routes.proxied(server, contenders, server.distanceMs);
    return region === REGIONS.section ? Routes.proxied(server, contenders, 0) : Routes.straight(server);
  }

  abort(): void {
    this.stopped = true;
  }

  aborted(): boolean {
    return this.stopped;
  }

  async progress(): Promise<Progress> {
    const counts = finishedIn(this.directory, this.spec.contenders);
    const cpu = this.here.flatMap(({ process: { pid } }) => (pid === undefined ? [] : cpuNsOf(pid)));
    return { finished: sum(counts), outsideCpuNs: sum(cpu) };
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

/** A cell's threads in JavaScript: one for each contender, or one for all tasks; and one besides for an actor's owner. */
import type { MessagePort, MessageChannel as NodeChannel } from 'node:worker_threads';
import { allocate, type Region, SECTION_BYTES } from '@contend/counter';
import { compareClocks } from './agreement.ts';
import type { AuditBuffers, Auditor } from './audit.ts';
import { ringAtClose } from './bell.ts';
import { Gate } from './gate.ts';
import { Hits } from './hits.ts';
import { type Meeting, meetingOf } from './meeting.ts';
import { pin } from './pin.ts';
import { type Pool, poolOf } from './pool.ts';
import type { ForkSpec } from './spec.ts';
import { type Audit, type Progress, REGIONS, type Team, type Window } from './team.ts';
import type { Usage } from './thread.ts';
import { tellOnAndOn } from './tick-tock.ts';
import { Ticks } from './ticks.ts';
import type { Contended, Settle } from './worker.ts';

const WORKER = new URL('./worker.ts', import.meta.url);
const HOW_MANY_REGIONS = Object.keys(REGIONS).length;

export class ThreadTeam implements Team {
  pinned = false;
  workDrift: number | null = null;
  contending = false;
  private readonly gate: Gate;
  private readonly spec: ForkSpec;
  private readonly threads: number;
  private readonly contenders: Pool;
  private readonly owner: Pool | undefined;
  private readonly ticks = new Ticks();
  private readonly buffers: AuditBuffers;
  private ownerPorts: MessagePort[][] = [];
  readonly audit: Audit = {
    window: (region, windowMs, by) => this.open(region, windowMs, by),
    tally: (operations) => ({ ...new Hits(0, this.buffers.hits).tally(operations), trips: null }),
  };

  constructor(spec: ForkSpec) {
    this.spec = spec;
    this.threads = spec.world === 'tasks' ? 1 : spec.contenders;
    this.gate = new Gate(spec.contenders);
    this.contenders = poolOf(WORKER, this.threads);
    this.owner = spec.actor ? poolOf(WORKER, 1) : undefined;
    this.buffers = {
      section: new SharedArrayBuffer(SECTION_BYTES),
      hits: new Hits(0).buffer,
      ticks: this.ticks.buffer,
    };
  }

  /** Starts and pins the threads, loads the strategy in each, gives it its seat, and compares their clocks. */
  async assemble(): Promise<void> {
    const parties = this.threads + (this.owner === undefined ? 0 : 1);
    const load = { meeting: meetingOf(parties), spec: this.spec };
    const loaded = await this.everyone('load', () => load);
    const { cores } = this.spec;
    const ids = loaded.map(({ thread }: { thread: number | null }) => thread);
    this.pinned = cores !== null && (await pin(ids, cores));
    const { memory, regions } = allocate(loaded[0].words, HOW_MANY_REGIONS);
    const settle = this.settleJob(memory, regions, meetingOf(parties));
    const [drift] = await this.everyone('settle', settle);
    this.workDrift = drift;
    await compareClocks(() => {
      const meeting = meetingOf(parties);
      return this.everyone('attend', () => ({ meeting }));
    }, this.spec.windowMs);
  }

  private settleJob(memory: WebAssembly.Memory, regions: Region[], meeting: Meeting): (thread: number) => Settle {
    this.ownerPorts = regions.map(() => []);
    return (thread) => {
      const ports =
        this.owner === undefined || thread === this.threads ? [] : regions.map((_, region) => this.channel(region));
      return { meeting, contender: thread, memory, regions, ports, gate: this.gate.buffer, audit: this.buffers };
    };
  }

  /** @returns the client's end; the owner's is kept for {@link serving} */
  private channel(region: number): MessagePort {
    // The global one, which is everywhere; Node's is of another type.
    const { port1, port2 } = new MessageChannel() as unknown as NodeChannel;
    this.ownerPorts[region]?.push(port2);
    return port1;
  }

  /** Runs a job on every thread at once, the owner's last. */
  // biome-ignore lint/suspicious/noExplicitAny: piscina's jobs are named by strings
  private everyone(name: string, job: (thread: number) => any): Promise<any[]> {
    const run = (pool: Pool, thread: number) => {
      const task = job(thread);
      return pool.run(task, { name, transferList: task.ports ?? [] });
    };
    const contenders = Array.from({ length: this.threads }, (_, thread) => run(this.contenders, thread));
    return Promise.all(this.owner === undefined ? contenders : [...contenders, run(this.owner, this.threads)]);
  }

  window(region: number, windowMs: number): Promise<Window> {
    return this.open(region, windowMs, 'none');
  }

  /** @param audit what is put around each contender for this window */
  private async open(region: number, windowMs: number, audit: Auditor['name']): Promise<Window> {
    this.gate.reset();
    const job = { region, windowMs, audit };
    const runs: Promise<Contended>[] = Array.from({ length: this.threads }, () =>
      this.contenders.run(job, { name: 'contend' }),
    );
    const refusal = Promise.withResolvers<Window>();
    for (const run of runs) {
      // The others may wait for ever for what the one that refused holds, so nobody waits for them.
      run.then(({ refused }) => refused !== null && refusal.resolve({ contended: [], refused })).catch(() => {});
    }
    this.contending = true;
    const silence = ringAtClose(this.gate, windowMs);
    const endTicks = audit === 'waits' ? tellOnAndOn(this.ticks) : undefined;
    try {
      return await Promise.race([
        refusal.promise,
        Promise.all(runs).then((contended) => ({ contended, refused: null })),
      ]);
    } finally {
      endTicks?.();
      silence();
      this.contending = false;
    }
  }

  value(region: number): Promise<number> {
    return this.contenders.run(region, { name: 'value' });
  }

  abort(): void {
    this.gate.abort();
  }

  aborted(): boolean {
    return this.gate.aborted();
  }

  async progress(): Promise<Progress> {
    return { finished: this.gate.finished(), outsideCpuNs: 0 };
  }

  async serving<T>(region: number, work: () => Promise<T>): Promise<{ result: T; owner: Usage | null }> {
    if (this.owner === undefined) return { result: await work(), owner: null };
    const ports = this.ownerPorts[region] ?? [];
    const served: Promise<Usage> = this.owner.run({ region, ports }, { name: 'serve', transferList: ports });
    // An owner that fails leaves its clients waiting for ever: its failure is the cell's.
    const result = await Promise.race([
      work(),
      served.then(() => Promise.reject(new Error('the owner stopped serving'))),
    ]);
    await this.contenders.run(region, { name: 'dismiss' });
    return { result, owner: await served };
  }
}

/** One try of a strategy: real threads that contend for a while, and what they tell; ended by force when they hang. */
import { setTimeout } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type ActorStrategy, allocate, type Cell, SECTION_BYTES, type Strategy, type World } from '@contend/counter';
import { atomics } from '@contend/counter/atomics';
import { wordsFor } from '@contend/counter/declaration';
import { ARRIVED, controlWords, type Job, operationsOf, type Seat, type Task, type Told } from './job.ts';

export interface Trial {
  /** The file of the strategy, as `import()` takes it. */
  url: string;
  strategy: Strategy;
  world: World;
  contenders: number;
  /** How long they contend, in ms. @default 50 */
  ms?: number;
  /** After how many ms from the start of contending the trial has failed. @default 30 000 */
  limitMs?: number;
  /** The module whose `locked` and `lockedAsync` make a lock into a counter. @default that of `@contend/counter` */
  sections?: string;
}

export interface Outcome extends Told {
  value: number;
  /** Of each contender, the numbers of its hits: 0 where it made none. */
  hits: Int32Array;
}

/** Why a trial came to no outcome. */
export interface Failure {
  failure: 'time-limit' | 'crashed';
  detail: string;
}

/** Against hanging: a slow lock on a slow machine takes a tenth of it. */
const LIMIT_MS = 30_000;
/** For all threads to load the strategy. */
const START_MS = 30_000;
/** All contenders' together. */
const HITS = 2 ** 22;

function jobFor(trial: Trial, task: Task, { memory, regions }: Cell): Job {
  return {
    url: trial.url,
    id: trial.strategy.id,
    world: trial.world,
    contenders: trial.contenders,
    parties: trial.world === 'tasks' ? 1 : trial.contenders + (trial.strategy.kind === 'actor' ? 1 : 0),
    task,
    ms: trial.ms ?? 50,
    sections: trial.sections ?? import.meta.resolve('@contend/counter'),
    memory,
    region: regions[0] as Job['region'],
    control: new SharedArrayBuffer(controlWords(trial.contenders) * Int32Array.BYTES_PER_ELEMENT),
    section: new SharedArrayBuffer(SECTION_BYTES),
    hits: new SharedArrayBuffer(
      task === 'number' ? Math.floor(HITS / trial.contenders) * trial.contenders * Int32Array.BYTES_PER_ELEMENT : 0,
    ),
  };
}

/** A timer that keeps nothing alive. */
const pause = (ms: number) => setTimeout(ms, undefined, { ref: false });

class Crash extends Error {}

function start(job: Job, seat: Seat): Worker {
  return new Worker(new URL('./contender.ts', import.meta.url), {
    workerData: { job, seat },
    transferList: seat.ports,
    // Not this process's flags: a test runner's are none of the strategy's business.
    execArgv: [],
  });
}

/** Rejects when the thread fails or ends before `awaited` resolves. */
function expecting<T>(worker: Worker, name: string, awaited: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  worker.once('error', (error) => reject(new Crash(`${name} failed: ${String(error)}`)));
  worker.once('exit', () => reject(new Crash(`${name} ended too early`)));
  return Promise.race([awaited, promise]);
}

const event = <T>(worker: Worker, name: 'message' | 'exit') =>
  new Promise<T>((resolve) => worker.once(name, (value) => resolve(value as T)));

/** One thread a contender, or one for all of them. */
function startContenders(job: Job, portsOf: (contender: number) => Seat['ports']): Worker[] {
  const everyone = Array.from({ length: job.contenders }, (_, contender) => contender);
  if (job.world === 'tasks') return [start(job, { role: 'contenders', contenders: everyone, ports: [] })];
  return everyone.map((contender) =>
    start(job, { role: 'contenders', contenders: [contender], ports: portsOf(contender) }),
  );
}

class Stage {
  trial: Trial;
  cell: Cell;
  job: Job;
  control: Int32Array;
  workers: Worker[] = [];
  /** What the time limit interrupts, and what each contender counts until then. */
  doing = 'contending';
  counting = 'increments';

  constructor(trial: Trial, task: Task) {
    this.trial = trial;
    this.cell = allocate(wordsFor(trial.strategy, trial.contenders), 1);
    this.job = jobFor(trial, task, this.cell);
    this.control = new Int32Array(this.job.control);
    if (task !== 'gather') return;
    this.doing = 'readers waiting for each other inside';
    this.counting = 'times inside';
  }

  async contend(): Promise<Outcome> {
    const { strategy } = this.trial;
    return strategy.kind === 'actor' ? this.contendByOwner(strategy) : this.hear(startContenders(this.job, () => []));
  }

  async contendByOwner(strategy: ActorStrategy): Promise<Outcome> {
    const { contenders, world } = this.trial;
    const channels = Array.from({ length: contenders }, () => new MessageChannel());
    const owner = start(this.job, { role: 'owner', contenders: [], ports: channels.map(({ port1 }) => port1) });
    this.workers.push(owner);
    const gone = event<number>(owner, 'exit');
    const outcome = await expecting(
      owner,
      'the owner',
      this.hear(startContenders(this.job, (contender) => [(channels[contender] as MessageChannel).port2])),
    );
    const { Owner } = strategy.make(atomics, { memory: this.cell.memory, world });
    const handle = new Owner(this.cell.view, this.job.region.base, contenders, []);
    outcome.value = handle.value();
    this.doing = 'the owner ending after stop()';
    handle.stop();
    await gone;
    return outcome;
  }

  /** Waits for what all contenders tell, and adds it up. */
  async hear(contenders: Worker[]): Promise<Outcome> {
    this.workers.push(...contenders);
    const tellings = contenders.map((worker, i) => expecting(worker, `contender ${i}`, event<Told>(worker, 'message')));
    const told = await Promise.all(tellings);
    const sum = (of: (each: Told) => number) => told.reduce((total, each) => total + of(each), 0);
    return {
      operations: sum(({ operations }) => operations),
      thrown: sum(({ thrown }) => thrown),
      overlaps: sum(({ overlaps }) => overlaps),
      torn: sum(({ torn }) => torn),
      reads: sum(({ reads }) => reads),
      inconsistent: sum(({ inconsistent }) => inconsistent),
      value: told[0]?.value ?? 0,
      served: told[0]?.served ?? [],
      hits: new Int32Array(this.job.hits),
    };
  }

  /** All threads have met and begin. */
  async begun(): Promise<void> {
    for (;;) {
      const arrived = Atomics.load(this.control, ARRIVED);
      if (arrived === this.job.parties) return;
      await Atomics.waitAsync(this.control, ARRIVED, arrived).value;
    }
  }

  async expire(): Promise<Failure> {
    const limitMs = this.trial.limitMs ?? LIMIT_MS;
    await Promise.race([this.begun(), pause(START_MS)]);
    await pause(limitMs);
    const done = Array.from({ length: this.trial.contenders }, (_, i) => Atomics.load(this.control, operationsOf(i)));
    const counted = `${done.slice(0, 8).join(', ')}${done.length > 8 ? ', …' : ''}`;
    return {
      failure: 'time-limit',
      detail: `no end after ${limitMs} ms of ${this.doing}; ${this.counting} so far: ${counted}`,
    };
  }
}

/** Contends once, in threads of its own, and ends them all. */
export async function run(trial: Trial, task: Task): Promise<Outcome | Failure> {
  const stage = new Stage(trial, task);
  try {
    return await Promise.race([stage.contend(), stage.expire()]);
  } catch (error) {
    if (error instanceof Crash) return { failure: 'crashed', detail: error.message };
    throw error;
  } finally {
    await Promise.all(stage.workers.map((worker) => worker.terminate()));
  }
}

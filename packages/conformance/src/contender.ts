/** The thread of a trial: loads the strategy, meets the others at a barrier in shared memory, contends, and tells. */
import { parentPort, workerData } from 'node:worker_threads';
import {
  type AsyncLockStrategy,
  type Counter,
  type LockStrategy,
  type locked,
  type lockedAsync,
  readable,
  readableAsync,
  Section,
  type Strategy,
} from '@contend/counter';
import { atomics } from '@contend/counter/atomics';
import { servedByCounter, servedByLock } from './arrivals.ts';
import { ARRIVED, FINISHED, GATHERED, type Job, operationsOf, type Seat, type Told } from './job.ts';
import { asyncSidesOf, gather, linger, Mixed, MixedAsync, type Sides, sidesOf } from './readers.ts';

/** Increments between two looks at the clock. */
const BATCH = 16;

const { job, seat } = workerData as { job: Job; seat: Seat };
const { contenders, memory, world, task, parties } = job;
const { base, count: index } = job.region;
const place = { memory, world };
const view = new Int32Array(memory.buffer);
const control = new Int32Array(job.control);
const section = new Section(job.section);
const capacity = job.hits.byteLength / Int32Array.BYTES_PER_ELEMENT / contenders;

// Checked before any thread was started.
const { default: declared }: { default: Strategy | Strategy[] } = await import(job.url);
const strategy = [declared].flat().find(({ id }) => id === job.id) as Strategy;
const sections: { locked: typeof locked; lockedAsync: typeof lockedAsync } = await import(job.sections);

/** What `inside` throws; anything else that an increment throws is the strategy's fault. */
const planned = new Error('planned');
let sectionsBegun = 0;
function throwNowAndThen(): void {
  if (++sectionsBegun % 3 === 0) throw planned;
}

type Hits = Pick<Counter, 'increment'> & Partial<Counter>;

function lockOf(declared: LockStrategy, contender: number) {
  return new (declared.make(atomics, place))(view, base, contender, contenders);
}

function asyncLockOf(declared: AsyncLockStrategy, contender: number) {
  return new (declared.make(atomics, place))(view, base, contender, contenders);
}

function counterOf(contender: number): Hits {
  const inside = task === 'throw' ? throwNowAndThen : undefined;
  switch (strategy.kind) {
    case 'lock': {
      const lock = lockOf(strategy, contender);
      if (task === 'read')
        return new Mixed(readable(section.watch(lock), strategy.reads, { view, index }, linger), contender);
      return sections.locked(task === 'watch' ? section.watch(lock) : lock, { view, index }, inside);
    }
    case 'async-lock': {
      const lock = asyncLockOf(strategy, contender);
      if (task === 'read')
        return new MixedAsync(
          readableAsync(section.watchAsync(lock), strategy.reads, { view, index }, linger),
          contender,
        );
      return sections.lockedAsync(task === 'watch' ? section.watchAsync(lock) : lock, { view, index }, inside);
    }
    case 'counter':
      return new (strategy.make(atomics, place))(view, base, contender, contenders);
    case 'actor': {
      const { Client } = strategy.make(atomics, place);
      return new Client(view, base, contender, contenders, seat.ports[0] as Seat['ports'][number]);
    }
  }
}

/** Blocks until all parties have come. */
function meet(word: number, parties: number, coming: number): void {
  let arrived = Atomics.add(control, word, coming) + coming;
  if (arrived === parties) Atomics.notify(control, word);
  while (arrived < parties) {
    Atomics.wait(control, word, arrived);
    arrived = Atomics.load(control, word);
  }
}

function everybodyGotIn(): boolean {
  for (let i = 0; i < contenders; i++) if (Atomics.load(control, operationsOf(i)) === 0) return false;
  return true;
}

async function contend(counter: Hits, contender: number, told: Told): Promise<void> {
  const hits = new Int32Array(job.hits, contender * capacity * Int32Array.BYTES_PER_ELEMENT, capacity);
  const end = performance.now() + job.ms;
  let operations = 0;
  do {
    for (let i = 0; i < BATCH; i++) {
      try {
        const hit = counter.increment();
        // Tasks give way after each increment, as tasks do; a thread awaits only what needs it.
        hits[operations] = world === 'threads' && typeof hit === 'number' ? hit : await hit;
        Atomics.store(control, operationsOf(contender), ++operations);
      } catch (error) {
        if (error !== planned) throw error;
        told.thrown++;
      }
    }
    if (capacity > 0 && operations + BATCH > capacity) break;
  } while (performance.now() < end || !everybodyGotIn());
  told.operations += operations;
}

const NOTHING: Told = {
  ...{ operations: 0, thrown: 0, overlaps: 0, torn: 0, reads: 0, inconsistent: 0 },
  ...{ value: null, served: [] },
};

async function contendAll(): Promise<Told> {
  const told = { ...NOTHING };
  const counter = counterOf(seat.contenders[0] as number);
  meet(ARRIVED, parties, 1);
  await Promise.all(seat.contenders.map((contender) => contend(counter, contender, told)));
  if (seat.contenders[0] === 0) meet(FINISHED, contenders, seat.contenders.length);
  else if (Atomics.add(control, FINISHED, 1) + 1 === contenders) Atomics.notify(control, FINISHED);
  if (seat.contenders[0] === 0) told.value = counter.value?.() ?? null;
  const { reads, inconsistent } = counter instanceof Mixed ? counter : told;
  return { ...told, reads, inconsistent, overlaps: section.overlaps, torn: section.torn };
}

async function queue(): Promise<Told> {
  meet(ARRIVED, parties, 1);
  const served =
    strategy.kind === 'async-lock'
      ? servedByLock(asyncLockOf(strategy, 0), contenders)
      : servedByCounter(counterOf(0), contenders);
  return { ...NOTHING, served: await served };
}

function bothSides(contender: number): Sides {
  return strategy.kind === 'lock'
    ? sidesOf(lockOf(strategy, contender))
    : asyncSidesOf(asyncLockOf(strategy as AsyncLockStrategy, contender));
}

async function gatherAll(): Promise<Told> {
  const sides = bothSides(seat.contenders[0] as number);
  meet(ARRIVED, parties, 1);
  const gathering = seat.contenders.map((contender) =>
    gather(sides, control.subarray(GATHERED), contenders, () => Atomics.add(control, operationsOf(contender), 1)),
  );
  await Promise.all(gathering);
  return NOTHING;
}

const TASKS: Readonly<Partial<Record<Job['task'], () => Promise<Told>>>> = { queue, gather: gatherAll };

if (seat.role === 'owner' && strategy.kind === 'actor') {
  const owner = new (strategy.make(atomics, place).Owner)(view, base, contenders, seat.ports);
  meet(ARRIVED, parties, 1);
  await owner.serve();
} else {
  parentPort?.postMessage(await (TASKS[task] ?? contendAll)());
  // Stay: a client that left would close its port, and an owner must end by stop() alone.
  parentPort?.on('message', () => {});
}

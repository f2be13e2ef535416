/**
 * A contender in a process of its own: loads the strategy, opens what lies at the sites, and contends in windows whose times
 * it is told. While it contends it may block, and hears nothing.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Channel, type Client, leased, type RemoteStrategy, type Session, type Site } from '@contend/counter';
import { Appointment } from './appointment.ts';
import { Attempts, PATIENCE_MS } from './attempts.ts';
import { now } from './clock.ts';
import { comeToGrief, Signs } from './faults/process-mishaps.ts';
import { SLOTS } from './hits.ts';
import { strategyIn } from './load.ts';
import type { Contended, Job, Jobs, Message, Watching } from './process-jobs.ts';
import { ProgressFile } from './progress-file.ts';
import { asyncSteps, type Outside, steps } from './steps.ts';
import { usage, usedSince } from './thread.ts';
import { Ticks } from './ticks.ts';
import { Waits } from './waits.ts';
import { Watch } from './watch.ts';
import { nsPerStep, Work } from './work.ts';

let strategy: RemoteStrategy;
let contender = 0;
let insideSteps = 0;
let outsideSteps = 0;
let inFlight = 1;
const work = new Work();
const sessions: Session[] = [];
/** Of the strategy's own messages, by region. */
const listeners: ((message: unknown) => void)[] = [];
let folder: string;
let progress: ProgressFile | undefined;
/** What happens in the next section. */
let befalls: (() => void) | undefined;

const jobs: { [J in Job]: (question: Jobs[J][0]) => Jobs[J][1] | Promise<Jobs[J][1]> } = {
  async load({ spec, contender: number }) {
    strategy = await strategyIn<RemoteStrategy>(spec.module, spec.strategy);
    contender = number;
    ({ insideSteps, outsideSteps, inFlight } = spec);
    return { workDrift: spec.nsPerStep === null ? null : nsPerStep() / spec.nsPerStep, at: now() };
  },
  async open({ region, site, mayBefall }) {
    const channel: Channel = {
      send: (message) => void process.send?.({ region, message } satisfies Message),
      onMessage: (listener) => {
        listeners[region] = listener;
      },
    };
    folder = join(site.directory, '..');
    progress ??= new ProgressFile(folder, contender);
    sessions[region] = await opened(site, channel, mayBefall);
    return null;
  },
  contend: (job) => contend(job),
  count: (job) => count(job),
  value: ({ region }) => (sessions[region] as Session).value(),
  async close({ region }) {
    await (sessions[region] as Session).close();
    return null;
  },
};

async function opened(site: Site, channel: Channel, mayBefall: boolean): Promise<Session> {
  if (strategy.kind === 'store') return strategy.make().open(site, contender, channel);
  const inside = insideSteps > 0 ? work.of(insideSteps) : mayBefall ? () => befalls?.() : undefined;
  return leased(await strategy.make().open(site, contender, channel), inside);
}

async function contend({ region, windowMs, opens, watching }: Jobs['contend'][0]): Promise<Contended> {
  const before = usage();
  const attempts = attemptsOn(sessions[region] as Session, PATIENCE_MS);
  const watched = watch(attempts, watching);
  const outside = outsideSteps > 0 ? work.of(outsideSteps) : undefined;
  const window = new Watch(
    new Appointment(opens, opens + windowMs, now, (count) => progress?.tell(count)),
    contender,
    windowMs,
  );
  let refused: string | null = null;
  try {
    // Inside from here on, for its first turn may not come before the window has closed.
    window.tick(0);
    const first = watched.increment();
    await first;
    window.tick(1);
    if (inFlight > 1) await Promise.all(Array.from({ length: inFlight }, () => lane(watched, window, outside)));
    else if (first instanceof Promise) while (window.tick(await asyncSteps(watched, window.batch, outside, undefined)));
    else while (window.tick(steps(watched, window.batch, outside, undefined)));
  } catch (error) {
    refused = error instanceof Error ? error.message : String(error);
  }
  const { hits, made, waits } = watched;
  const seen = refused === null ? window.seen() : null;
  const used = usedSince(before);
  return { seen, hits: hits.slice(0, made), waited: waits?.all() ?? null, used, failed: attempts.failed, refused };
}

function attemptsOn(session: Session, patienceMs: number): Attempts {
  return new Attempts(session, { idempotent: strategy.kind === 'store' && strategy.idempotent === true, patienceMs });
}

/** Of several that are under way at a time, one after the other; the window ends for all of them at once. */
async function lane(watched: Watched, window: Watch, outside: Outside): Promise<void> {
  do {
    await watched.increment();
    outside?.();
  } while (window.tick(1));
}

async function count({ region, victim, patienceMs }: Jobs['count'][0]): Promise<null> {
  const attempts = attemptsOn(sessions[region] as Session, patienceMs);
  const signs = new Signs(folder);
  for (let finished = 0; !signs.has('stop'); ) {
    if (victim !== null && strategy.kind === 'lease' && signs.has('armed') && !signs.has('fired')) {
      befalls = () => {
        befalls = undefined;
        signs.set('fired');
        comeToGrief(victim, signs);
      };
    }
    await attempts.increment();
    progress?.tell(++finished, attempts.failed.unknown);
  }
  return null;
}

interface Watched {
  increment(): number | Promise<number>;
  /** Their numbers, as many as are looked at, and how many there are. */
  hits: Float64Array;
  made: number;
  waits: Waits | undefined;
}

/** What a window is opened to watch is put around the session; nothing is where it is timed. */
function watch(client: Client, watching: Watching): Watched {
  switch (watching) {
    case 'none':
      return { increment: () => client.increment(), hits: NONE, made: 0, waits: undefined };
    case 'section':
      return numbering(client);
    case 'waits':
      return timing(client);
  }
}

const NONE = new Float64Array(0);

function numbering(client: Client): Watched {
  const watched = { increment, hits: new Float64Array(SLOTS), made: 0, waits: undefined };
  const note = (hit: number): number => {
    if (watched.made < SLOTS) watched.hits[watched.made++] = hit;
    return hit;
  };
  function increment(): number | Promise<number> {
    const hit = client.increment();
    return typeof hit === 'number' ? note(hit) : hit.then(note);
  }
  return watched;
}

/** A hit takes microseconds at least, beside which its clock does not show: each is timed. */
function timing(client: Client): Watched {
  const waits = new Waits(new Ticks(), 1);
  const increment = () => {
    const from = now();
    const note = (hit: number): number => {
      waits.note(now() - from);
      return hit;
    };
    const hit = client.increment();
    return typeof hit === 'number' ? note(hit) : hit.then(note);
  };
  return { increment, hits: NONE, made: 0, waits };
}

process.on('message', async (message: Message) => {
  if ('message' in message) return listeners[message.region]?.(message.message);
  if (!('job' in message)) return;
  try {
    const job = jobs[message.job] as (question: unknown) => unknown;
    process.send?.({ answer: await job(message.question) } as Message);
  } catch (error) {
    process.send?.({ failed: error instanceof Error ? error.message : String(error) } satisfies Message);
  }
});
// What becomes of this process after Ctrl-C is the fork's to decide.
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
// Whoever blocks hears of no disconnection.
new Worker(new URL('./watchdog.ts', import.meta.url), { workerData: { parent: process.ppid } }).unref();

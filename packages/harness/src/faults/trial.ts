/** One fault in one process: its course, from the first contender's thread to what became of the others. */
import { VICTIM } from './control.ts';
import { Crew } from './crew.ts';
import { judge } from './judge.ts';
import type { FaultReport, FaultSpec } from './spec.ts';

const POLL_MS = 5;
/** Looks without progress that a standstill takes besides its time: on a machine so busy that nobody looks, nobody is stuck. */
export const LOOKS = 300;
/** How long contenders contend before the fault; a crowd, in all. */
const BEFORE_MS = 50;
export const CROWD_MS = 300;
/** Between taking the lock and dying with it, so that the others come and wait. */
const HELD_MS = 20;
/** How long the others are let go on. */
const AFTER_MS = 50;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Tells whether a number still changes. */
class Standstill {
  private readonly crew: Crew;
  private readonly patienceMs: number;
  private progress = -1;
  private since = 0;
  private looks = 0;

  constructor(crew: Crew, patienceMs: number) {
    this.crew = crew;
    this.patienceMs = patienceMs;
  }

  begin(): void {
    this.since = performance.now();
    this.looks = 0;
  }

  look(): boolean {
    const { progress } = this.crew;
    if (progress !== this.progress) this.begin();
    this.progress = progress;
    return ++this.looks > LOOKS && performance.now() - this.since > this.patienceMs;
  }
}

export async function tryFault(spec: FaultSpec): Promise<FaultReport> {
  const { fault, contenders, patienceMs } = spec;
  const crew = new Crew(spec);
  const { control } = crew;
  const standstill = new Standstill(crew, patienceMs);
  /** Polls until something is true. False: it will not be, for nothing moves any more or nobody is at work. */
  const until = async (what: () => boolean): Promise<boolean> => {
    standstill.begin();
    for (;;) {
      if (what()) return true;
      if (crew.atRest || standstill.look()) return what();
      await sleep(POLL_MS);
    }
  };
  /** Starting is nobody's increment: only the process's time limit ends it, or an error. */
  const ready = async (what: () => boolean): Promise<boolean> => {
    while (!what()) {
      if (crew.errors.length > 0) return false;
      await sleep(POLL_MS);
    }
    return true;
  };

  const loaded = await ready(() => crew.loaded);
  if (loaded) crew.seat();
  if (!loaded || !(await ready(() => crew.seated))) {
    const reason = `it could not be started: ${crew.errors[0]?.message}`;
    return { outcome: 'reported', seconds: null, operations: null, observed: null, unknown: null, reason };
  }

  crew.go();
  let begun = performance.now();
  let before = 0;
  let fired = true;
  let wentOn: boolean;
  if (fault === 'crowd') {
    wentOn = await until(() => control.finished().every((each) => each > 0) || performance.now() - begun > CROWD_MS);
  } else {
    await until(() => control.finished().every((each) => each > 0));
    await sleep(BEFORE_MS);
    control.arm();
    fired = await until(() => control.fired);
    begun = performance.now();
    if (fired && fault === 'terminate') {
      await sleep(HELD_MS);
      begun = performance.now();
      await crew.terminateVictim();
    }
    before = control.others();
    // Each may have been on its way out already, so that only a second increment of somebody's tells that they go on.
    wentOn = await until(() => control.others() - before >= contenders);
  }
  const ms = performance.now() - begun;
  if (wentOn) await sleep(fault === 'crowd' ? Math.max(0, CROWD_MS - ms) : AFTER_MS);
  control.stop();
  // Who was stuck once is not waited for again.
  const atRest = wentOn ? await until(() => crew.atRest) : crew.atRest;
  if (atRest) await Promise.race([crew.readCount(), sleep(patienceMs)]);
  return judge({
    fault,
    victim: VICTIM,
    fired,
    wentOn,
    ms: !wentOn || atRest ? ms : performance.now() - begun,
    atRest,
    allGone: crew.gone,
    errors: crew.errors,
    operations: control.total(),
    observed: crew.count,
  });
}

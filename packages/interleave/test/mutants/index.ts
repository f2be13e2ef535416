/** Every lock, counter and actor with one mistake: what the checker must find. */
import adaptive from './adaptive.ts';
import clh from './clh.ts';
import counter from './counter.ts';
import fair from './fair.ts';
import flatCombining from './flat-combining.ts';
import futex from './futex.ts';
import installed from './installed.ts';
import mcs from './mcs.ts';
import type { Mutant } from './mutant.ts';
import owned from './owned.ts';
import perReader from './per-reader.ts';
import phaseFair from './phase-fair.ts';
import promiseQueue from './promise-queue.ts';
import readerPreference from './reader-preference.ts';
import seqlock from './seqlock.ts';
import sharedQueue from './shared-queue.ts';
import slotActor from './slot-actor.ts';
import tas from './tas.ts';
import ticket from './ticket.ts';
import ttas from './ttas.ts';

export const MUTANTS: readonly Mutant[] = [
  tas,
  ttas,
  futex,
  adaptive,
  fair,
  ticket,
  mcs,
  clh,
  owned,
  counter,
  slotActor,
  flatCombining,
  promiseQueue,
  readerPreference,
  phaseFair,
  perReader,
  seqlock,
  sharedQueue,
  installed,
].flat();

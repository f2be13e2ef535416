/** The tables of the page: which features, asked of what. */
import anyKey from './features/keyed/any-key.ts';
import keys from './features/keyed/keys.ts';
import leavesNothing from './features/keyed/leaves-nothing.ts';
import several from './features/keyed/several.ts';
import cancelAll from './features/lock/cancel-all.ts';
import doubleRelease from './features/lock/double-release.ts';
import exclusion from './features/lock/exclusion.ts';
import fakeTimeout from './features/lock/fake-timeout.ts';
import fakeTimers from './features/lock/fake-timers.ts';
import first from './features/lock/first.ts';
import forgotten from './features/lock/forgotten.ts';
import freeRelease from './features/lock/free-release.ts';
import heldFor from './features/lock/held-for.ts';
import locked from './features/lock/locked.ts';
import longLine from './features/lock/long-line.ts';
import maxWaiting from './features/lock/max-waiting.ts';
import order from './features/lock/order.ts';
import section from './features/lock/section.ts';
import signal from './features/lock/signal.ts';
import signalListeners from './features/lock/signal-listeners.ts';
import strangerRelease from './features/lock/stranger-release.ts';
import timeout from './features/lock/timeout.ts';
import timeoutAftermath from './features/lock/timeout-aftermath.ts';
import tryIt from './features/lock/try.ts';
import guard from './features/lock/using.ts';
import waitForUnlock from './features/lock/wait-for-unlock.ts';
import waiting from './features/lock/waiting.ts';
import downgrade from './features/readers/downgrade.ts';
import exclude from './features/readers/exclude.ts';
import readersTurn from './features/readers/readers-turn.ts';
import share from './features/readers/share.ts';
import upgrade from './features/readers/upgrade.ts';
import writersTurn from './features/readers/writers-turn.ts';
import available from './features/semaphore/available.ts';
import heavy from './features/semaphore/heavy.ts';
import permits from './features/semaphore/permits.ts';
import resize from './features/semaphore/resize.ts';
import tooHeavy from './features/semaphore/too-heavy.ts';
import weight from './features/semaphore/weight.ts';
import sharedBarrier from './features/threads/barrier.ts';
import sharedCondition from './features/threads/condition.ts';
import count from './features/threads/count.ts';
import threadDeadlock from './features/threads/deadlock.ts';
import death from './features/threads/death.ts';
import threadExclusion from './features/threads/exclusion.ts';
import sharedLatch from './features/threads/latch.ts';
import loop from './features/threads/loop.ts';
import readersWriter from './features/threads/readers-writer.ts';
import threadRelock from './features/threads/relock.ts';
import sharedSemaphore from './features/threads/semaphore.ts';
import tasks from './features/threads/tasks.ts';
import threadTimeout from './features/threads/timeout.ts';
import barrier from './features/together/barrier.ts';
import condition from './features/together/condition.ts';
import conditionTimeout from './features/together/condition-timeout.ts';
import deadlock from './features/together/deadlock.ts';
import latch from './features/together/latch.ts';
import relock from './features/together/relock.ts';
import type { Adapter, Lock, Making } from './primitives.ts';
import { type Feature, NO, type Verdict } from './verdict.ts';

export interface Row {
  says: string;
  file: string;
  probe(adapter: Adapter): Promise<Verdict>;
}

/** What all tables of a section of the page are about. */
export type Kind = 'mutex' | 'semaphore' | 'readers-writer' | 'keyed' | 'threads' | 'together';

/** No wider than a page shows. */
export interface Table {
  /** Of its place on the page. */
  name: string;
  kind: Kind;
  rows: readonly Row[];
}

/** Rows that ask the same thing of a package. @param of undefined where the package has none, and then says no to all */
function rowsOf<Asked>(of: (adapter: Adapter) => Asked | undefined, features: readonly Feature<Asked>[]): Row[] {
  return features.map(({ says, file, probe }) => ({
    says,
    file,
    probe: async (adapter) => {
      const asked = of(adapter);
      return asked === undefined ? NO : probe(asked);
    },
  }));
}

type Make = (making?: Making) => Lock;
const readers = ({ readersWriter }: Adapter) => readersWriter;
const onePermit = ({ semaphore }: Adapter): Make | undefined => semaphore && ((making) => semaphore(1, making));
const writers = ({ readersWriter }: Adapter): Make | undefined => readersWriter && (() => readersWriter().write);
const oneKey = ({ keyed }: Adapter): Make | undefined => keyed && (() => keyed().lock('key'));

const mutexes = (features: readonly Feature<Make>[]) => rowsOf(({ mutex }) => mutex, features);
const permitted = (features: readonly Feature<Make>[]) => rowsOf(onePermit, features);
const ofPermits = (features: readonly Feature<(permits: number) => Lock>[]) =>
  rowsOf(({ semaphore }) => semaphore, features);
const written = (features: readonly Feature<Make>[]) => rowsOf(writers, features);
const withKey = (features: readonly Feature<Make>[]) => rowsOf(oneKey, features);
const asked = (features: readonly Feature<Adapter>[]) => rowsOf((adapter) => adapter, features);

export const TABLES: readonly Table[] = [
  {
    name: 'mutex-holding',
    kind: 'mutex',
    rows: [...mutexes([exclusion, order, longLine, section, guard, tryIt]), ...asked([threadExclusion])],
  },
  {
    name: 'mutex-mistakes',
    kind: 'mutex',
    rows: [
      ...mutexes([doubleRelease, strangerRelease, freeRelease, forgotten]),
      ...rowsOf(({ named }) => named, [deadlock, relock]),
    ],
  },
  {
    name: 'mutex-giving-up',
    kind: 'mutex',
    rows: mutexes([timeout, timeoutAftermath, signal, signalListeners, cancelAll, maxWaiting, heldFor]),
  },
  {
    name: 'mutex-more',
    kind: 'mutex',
    rows: mutexes([locked, waiting, waitForUnlock, first, fakeTimers, fakeTimeout]),
  },
  {
    name: 'semaphore-holding',
    kind: 'semaphore',
    rows: [...ofPermits([permits, weight, heavy, tooHeavy]), ...permitted([order, section, guard, tryIt])],
  },
  {
    name: 'semaphore-giving-up',
    kind: 'semaphore',
    rows: permitted([doubleRelease, freeRelease, timeout, timeoutAftermath, signal, signalListeners, cancelAll]),
  },
  {
    name: 'semaphore-more',
    kind: 'semaphore',
    rows: [
      ...permitted([waiting]),
      ...ofPermits([available, resize]),
      ...permitted([maxWaiting, first]),
      ...asked([sharedSemaphore]),
    ],
  },
  {
    name: 'readers-holding',
    kind: 'readers-writer',
    rows: [
      ...rowsOf(readers, [share, exclude, writersTurn, readersTurn, upgrade, downgrade]),
      ...asked([readersWriter]),
    ],
  },
  {
    name: 'readers-giving-up',
    kind: 'readers-writer',
    rows: written([section, guard, doubleRelease, strangerRelease, timeout, timeoutAftermath, signal, tryIt]),
  },
  {
    name: 'keyed-holding',
    kind: 'keyed',
    rows: [
      ...rowsOf(({ keyed }) => keyed, [keys, anyKey, leavesNothing, several]),
      ...withKey([order, section, guard]),
    ],
  },
  {
    name: 'keyed-giving-up',
    kind: 'keyed',
    rows: withKey([doubleRelease, strangerRelease, timeout, timeoutAftermath, signal, tryIt, locked]),
  },
  {
    name: 'threads-holding',
    kind: 'threads',
    rows: asked([threadExclusion, count, loop, tasks, threadTimeout, death, threadDeadlock, threadRelock]),
  },
  {
    name: 'threads-more',
    kind: 'threads',
    rows: asked([sharedSemaphore, readersWriter, sharedCondition, sharedBarrier, sharedLatch]),
  },
  {
    name: 'together',
    kind: 'together',
    rows: [
      ...rowsOf(({ condition }) => condition, [condition, conditionTimeout]),
      ...rowsOf(({ barrier }) => barrier, [barrier]),
      ...rowsOf(({ latch }) => latch, [latch]),
    ],
  },
];

/** Whether a package has anything of a kind. */
const HAS: Record<Kind, (adapter: Adapter) => boolean> = {
  mutex: ({ mutex }) => mutex !== undefined,
  semaphore: ({ semaphore }) => semaphore !== undefined,
  'readers-writer': ({ readersWriter }) => readersWriter !== undefined,
  keyed: ({ keyed }) => keyed !== undefined,
  threads: ({ threads }) => threads !== undefined,
  together: ({ condition, barrier, latch }) => (condition ?? barrier ?? latch) !== undefined,
};

export const isOurs = (name: string): boolean => name.startsWith('@contend/');

/** Ours are in all tables, although they may have nothing of the kind. */
export const isIn = ({ kind }: Table, adapter: Adapter): boolean => isOurs(adapter.name) || HAS[kind](adapter);

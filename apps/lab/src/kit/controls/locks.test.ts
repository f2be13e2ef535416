/** Each probe sees a sound lock as sound, and a broken one as broken: it could say both. */
import { expect, it } from 'vitest';
import cancelAll from '../features/lock/cancel-all.ts';
import doubleRelease from '../features/lock/double-release.ts';
import exclusion from '../features/lock/exclusion.ts';
import fakeTimeout from '../features/lock/fake-timeout.ts';
import fakeTimers from '../features/lock/fake-timers.ts';
import first from '../features/lock/first.ts';
import forgotten from '../features/lock/forgotten.ts';
import freeRelease from '../features/lock/free-release.ts';
import heldFor from '../features/lock/held-for.ts';
import locked from '../features/lock/locked.ts';
import longLine from '../features/lock/long-line.ts';
import maxWaiting from '../features/lock/max-waiting.ts';
import order from '../features/lock/order.ts';
import section from '../features/lock/section.ts';
import signal from '../features/lock/signal.ts';
import signalListeners from '../features/lock/signal-listeners.ts';
import strangerRelease from '../features/lock/stranger-release.ts';
import timeout from '../features/lock/timeout.ts';
import timeoutAftermath from '../features/lock/timeout-aftermath.ts';
import tryIt from '../features/lock/try.ts';
import guard from '../features/lock/using.ts';
import waitForUnlock from '../features/lock/wait-for-unlock.ts';
import waiting from '../features/lock/waiting.ts';
import available from '../features/semaphore/available.ts';
import heavy from '../features/semaphore/heavy.ts';
import permits from '../features/semaphore/permits.ts';
import resize from '../features/semaphore/resize.ts';
import tooHeavy from '../features/semaphore/too-heavy.ts';
import weight from '../features/semaphore/weight.ts';
import type { Lock, Making } from '../primitives.ts';
import type { Feature, Verdict } from '../verdict.ts';
import { type Fault, Sound } from './sound.fixture.ts';

type Seen = [fault: Fault, is: Verdict['is'], because: string | undefined];

const MUTEXES: [Feature<(making?: Making) => Lock>, ...Seen[]][] = [
  [exclusion, ['admits everybody', 'no', 'inside at once']],
  [order, ['last come, first served', 'no', 'a newcomer slips in'], ['newcomers slip in', 'no', 'a newcomer slips in']],
  [longLine, ['turns away a long line', 'no', 'too many wait']],
  [
    section,
    ['keeps the lock when a section throws', 'no', 'does not reach'],
    ['loses errors', 'no', 'does not reach the caller'],
  ],
  [guard, ['dispose does nothing', 'no', 'disposing does not release']],
  [
    doubleRelease,
    ['double release admits', 'no', 'beside the holder'],
    ['double release is ignored', 'partly', 'nobody is told'],
  ],
  [strangerRelease, ['anybody can release', 'no', 'beside the holder']],
  [
    freeRelease,
    ['release of a free one adds', 'no', 'one more in for good'],
    ['anybody can release', 'partly', 'ignored'],
  ],
  [
    timeout,
    ['never times out', 'no', 'without a word'],
    ['times out into the section', 'no', 'beside the holder'],
    ['keeps the lock for who timed out', 'no', 'nobody gets it'],
  ],
  [
    timeoutAftermath,
    ['loses the line after a timeout', 'no', 'is never served'],
    ['keeps the lock for who timed out', 'no', 'locked for ever'],
  ],
  [signal, ['deaf to signals', 'no', 'not heard'], ['admits the next on abort', 'no', 'two are inside']],
  [signalListeners, ['leaks listeners', 'no', 'a listener stays']],
  [tryIt, ['try waits', 'no', 'it waits'], ['try takes what is held', 'no', 'two hold it']],
  [locked, ['always free', 'no', 'something else']],
  [waiting, ['counts nobody', 'no', '0, 0, 0']],
  [cancelAll, ['cancels nobody', 'no', 'not told'], ['cancels the holder', 'no', 'not alone']],
  [maxWaiting, ['no limit', 'no', 'one too many']],
  [waitForUnlock, ['waiting for unlock takes it', 'no', 'takes it'], ['admits everybody', 'no', 'does not wait']],
  [first, ['nobody is first', 'no', 'not served first']],
  [heldFor, ['held for ever', 'no', 'never served']],
  [forgotten, ['forgets without a word', 'no', undefined]],
  [fakeTimers, ['needs a timer', 'no', 'until the fake timers move']],
  [fakeTimeout, ['never times out', 'no', undefined]],
];

const SEMAPHORES: [Feature<(permits: number) => Lock>, ...Seen[]][] = [
  [permits, ['one permit less', 'no', 'fewer'], ['one permit more', 'no', 'more come in']],
  [weight, ['any weight is one', 'no', 'more than there are'], ['one permit less', 'no', 'never served']],
  [heavy, ['heavy waiters are passed over', 'no', 'passes over a heavy one']],
  [tooHeavy, ['too heavy waits', 'no', 'waits for ever'], ['any weight is one', 'no', 'let in']],
  [available, ['always free', 'no', '2, 2, 2']],
  [resize, ['resize does nothing', 'no', 'does not get it']],
];

/** As the judge does: what a probe throws is a no. */
const seen = async <Made>({ probe }: Feature<Made>, made: Made): Promise<Verdict> => {
  try {
    return await probe(made);
  } catch (error) {
    return { is: 'no', because: String(error) };
  }
};

for (const [feature, ...faults] of MUTEXES) {
  it(`${feature.says}: a sound lock has it`, async () => {
    expect(await feature.probe((making) => new Sound(1, undefined, making))).toEqual({ is: 'yes' });
  });
  it.each(faults)(`${feature.says}: seen in a lock with the fault “%s”`, async (fault, is, because) => {
    const verdict = await seen(feature, (making?: Making) => new Sound(1, fault, making));
    expect(verdict.is).toBe(is);
    if (because === undefined) expect(verdict.because).toBeUndefined();
    else expect(verdict.because).toContain(because);
  });
}

for (const [feature, ...faults] of SEMAPHORES) {
  it(`${feature.says}: a sound semaphore has it`, async () => {
    expect(await feature.probe((permits) => new Sound(permits))).toEqual({ is: 'yes' });
  });
  it.each(faults)(`${feature.says}: seen in a semaphore with the fault “%s”`, async (fault, is, because) => {
    const verdict = await seen(feature, (permits: number) => new Sound(permits, fault));
    expect(verdict).toEqual({ is, because: expect.stringContaining(because as string) });
  });
}

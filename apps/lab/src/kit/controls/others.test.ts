/** As locks.test.ts, of what is made of several locks. */
import { expect, it } from 'vitest';
import anyKey from '../features/keyed/any-key.ts';
import keys from '../features/keyed/keys.ts';
import leavesNothing from '../features/keyed/leaves-nothing.ts';
import several from '../features/keyed/several.ts';
import downgrade from '../features/readers/downgrade.ts';
import exclude from '../features/readers/exclude.ts';
import readersTurn from '../features/readers/readers-turn.ts';
import share from '../features/readers/share.ts';
import upgrade from '../features/readers/upgrade.ts';
import writersTurn from '../features/readers/writers-turn.ts';
import barrier from '../features/together/barrier.ts';
import condition from '../features/together/condition.ts';
import conditionTimeout from '../features/together/condition-timeout.ts';
import deadlock from '../features/together/deadlock.ts';
import latch from '../features/together/latch.ts';
import relock from '../features/together/relock.ts';
import type { Verdict } from '../verdict.ts';
import { soundKeyed, soundReadersWriter } from './sound-many.fixture.ts';
import { soundBarrier, soundCondition, soundLatch, soundNamed } from './sound-together.fixture.ts';

type Control = [says: string, sound: () => Promise<Verdict>, ...broken: [() => Promise<Verdict>, because: string][]];

const CONTROLS: Control[] = [
  [
    share.says,
    () => share.probe(soundReadersWriter),
    [() => share.probe(() => soundReadersWriter('readers exclude')), 'waits for another'],
  ],
  [
    exclude.says,
    () => exclude.probe(soundReadersWriter),
    [() => exclude.probe(() => soundReadersWriter('writers share')), 'beside a reader'],
  ],
  [
    writersTurn.says,
    () => writersTurn.probe(soundReadersWriter),
    [() => writersTurn.probe(() => soundReadersWriter('readers first')), 'pass over a writer'],
  ],
  [
    readersTurn.says,
    () => readersTurn.probe(soundReadersWriter),
    [() => readersTurn.probe(() => soundReadersWriter('writers first')), 'pass over a reader'],
  ],
  [
    upgrade.says,
    () => upgrade.probe(soundReadersWriter),
    [() => upgrade.probe(() => soundReadersWriter('no upgrade')), 'refused'],
  ],
  [
    downgrade.says,
    () => downgrade.probe(soundReadersWriter),
    [() => downgrade.probe(() => soundReadersWriter('downgrade lets all in')), 'a writer comes in'],
  ],
  [
    keys.says,
    () => keys.probe(soundKeyed),
    [() => keys.probe(() => soundKeyed('one for all')), 'waits for another'],
    [() => keys.probe(() => soundKeyed('none at all')), 'two have one key'],
  ],
  [
    anyKey.says,
    () => anyKey.probe(soundKeyed),
    [() => anyKey.probe(() => soundKeyed('objects for keys')), 'is held twice'],
    [() => anyKey.probe(() => soundKeyed('one for all')), 'no other can be locked'],
  ],
  [
    leavesNothing.says,
    () => leavesNothing.probe(soundKeyed),
    [() => leavesNothing.probe(() => soundKeyed('keeps keys')), 'stays in memory'],
  ],
  [
    several.says,
    () => several.probe(soundKeyed),
    [() => several.probe(() => soundKeyed('takes what is free')), 'does not wait for all'],
    [() => several.probe(() => soundKeyed('in any order')), 'block each other'],
  ],
  [
    deadlock.says,
    () => deadlock.probe(soundNamed),
    [() => deadlock.probe(() => soundNamed('never looks')), 'both wait for ever'],
  ],
  [
    relock.says,
    () => relock.probe(soundNamed),
    [() => relock.probe(() => soundNamed('never looks')), 'waits for itself'],
    [() => relock.probe(() => soundNamed('lets in again')), 're-entrant'],
  ],
  [
    condition.says,
    () => condition.probe(soundCondition),
    [() => condition.probe(() => soundCondition('goes on without it')), 'without the mutex'],
    [() => condition.probe(() => soundCondition('wakes all')), 'wakes several'],
    [() => condition.probe(() => soundCondition('wakes nobody')), 'wakes nobody'],
  ],
  [
    conditionTimeout.says,
    () => conditionTimeout.probe(soundCondition),
    [() => conditionTimeout.probe(() => soundCondition('never gives up')), 'no timeout ends it'],
    [() => conditionTimeout.probe(() => soundCondition('gives up without it')), 'does not hold the mutex'],
  ],
  [
    barrier.says,
    () => barrier.probe(soundBarrier),
    [() => barrier.probe((parties) => soundBarrier(parties, 'opens early')), 'before the last'],
    [() => barrier.probe((parties) => soundBarrier(parties, 'never opens')), 'waits for ever'],
    [() => barrier.probe((parties) => soundBarrier(parties, 'serves once')), 'one round'],
  ],
  [
    latch.says,
    () => latch.probe(soundLatch),
    [() => latch.probe((count) => soundLatch(count, 'opens at once')), 'does not wait'],
    [() => latch.probe((count) => soundLatch(count, 'opens at the first')), 'the first count opens it'],
    [() => latch.probe((count) => soundLatch(count, 'forgets that it is open')), 'comes later waits for ever'],
  ],
];

for (const [says, sound, ...broken] of CONTROLS) {
  it(`${says}: what is sound has it`, async () => {
    expect(await sound()).toEqual({ is: 'yes' });
  });
  it.each(broken.map(([probe, because]) => [because, probe] as const))(
    `${says}: seen where “%s”`,
    async (because, probe) => {
      const verdict = await probe();
      expect(verdict.is).not.toBe('yes');
      expect(verdict.because).toContain(because);
    },
  );
}

import { expect, test } from 'vitest';
import { handedRound, noHandingRound, RENDEZVOUS_WORDS, sharedName } from './rendezvous.ts';

const words = () => new Int32Array(new SharedArrayBuffer(2 * RENDEZVOUS_WORDS * Int32Array.BYTES_PER_ELEMENT));

test('a name is the same for all who share the words, and another elsewhere', () => {
  const cell = words();
  const name = sharedName(cell, 0);
  expect(sharedName(cell, 0)).toBe(name);
  expect(sharedName(cell, RENDEZVOUS_WORDS)).not.toBe(name);
  expect(sharedName(words(), 0)).not.toBe(name);
});

test('something can be handed round in Node', () => {
  expect(noHandingRound).toBeUndefined();
});

// Several threads meet in the suites of the guests that hand their lock round: they would not exclude each other without.
test('who is alone waits for nobody', () => {
  expect(handedRound(words(), 0, 1, () => 'made')).toBe('made');
});

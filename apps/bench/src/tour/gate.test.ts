import { expect, test } from 'vitest';
import { Gate } from './gate.ts';
import { MEMORY_BYTES } from './shared-number.ts';

test('opens with the last to arrive', () => {
  const gate = new Gate(new SharedArrayBuffer(MEMORY_BYTES), 1);
  expect(gate.open).toBe(false);
  gate.enter();
  expect(gate.open).toBe(true);
});

test('nobody leaves before everybody has done a share', () => {
  const gate = new Gate(new SharedArrayBuffer(MEMORY_BYTES), 3);
  gate.finish();
  gate.finish();
  expect(gate.everybodyFinished).toBe(false);
  gate.finish();
  expect(gate.everybodyFinished).toBe(true);
});

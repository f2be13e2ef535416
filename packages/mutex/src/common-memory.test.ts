import { readFileSync } from 'node:fs';
import { MessageChannel, receiveMessageOnPort, type Transferable } from 'node:worker_threads';
import { expect, test } from 'vitest';
import wabt from 'wabt';
import { CommonMemory, makeCommonMemory } from './common-memory.ts';
import { AWAITED, DAMAGED, FREE } from './lock-word.ts';
import { BYTES } from './quick-steps.ts';

const made = () => new CommonMemory(makeCommonMemory() as WebAssembly.Memory);

/** As it arrives in another thread. */
function posted<T>(value: T, transfer: Transferable[] = []): T {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(value, transfer);
  const { message } = receiveMessageOnPort(port2) as { message: T };
  port1.close();
  return message;
}

test('the bytes are those of the text', async () => {
  const { parseWat } = await wabt();
  const text = readFileSync(new URL('./quick-steps.wat', import.meta.url), 'utf8');
  const module = parseWat('quick-steps.wat', text, { threads: true });
  expect(BYTES).toBe(Buffer.from(module.toBinary({}).buffer).toString('base64'));
});

test('the quick steps take what is free and free what is one’s own, and touch nothing else', () => {
  const { view, steps } = made();
  const at = 320;
  const step = (of: 'take' | 'free', before: number) => {
    view[at] = before;
    return [steps[of](4 * at, 5), view[at], view[at - 1], view[at + 1]];
  };
  expect(step('take', FREE)).toEqual([FREE, 5, 0, 0]);
  expect(step('free', 5)).toEqual([5, FREE, 0, 0]);
  for (const other of [5, 6, 5 | AWAITED, DAMAGED, DAMAGED | 5, AWAITED])
    expect(step('take', other)).toEqual([other, other, 0, 0]);
  for (const other of [FREE, 6, 5 | AWAITED, DAMAGED, DAMAGED | 5, AWAITED])
    expect(step('free', other)).toEqual([other, other, 0, 0]);
});

test('its places overlap neither each other nor what it keeps for itself, and come to an end', () => {
  const common = made();
  const places = [1, 2, 1, 3].map((lines) => common.lines(lines) as Int32Array);
  expect(places.map(({ byteLength }) => byteLength / 128)).toEqual([1, 2, 1, 3]);
  for (const [i, place] of places.entries()) expect(new Set(place.fill(i + 1))).toEqual(new Set([i + 1]));
  expect(places.map((place) => [place.at(0), place.at(-1)])).toEqual(places.map((_, i) => [i + 1, i + 1]));
  let given = 7;
  while (common.lines(1) !== undefined) given++;
  expect(given).toBe(common.view.byteLength / 128 - 1);
  expect(common.lines(1)).toBeUndefined();
  expect(common.isIn(common.view.buffer)).toBe(true);
});

test('it is known again where it was posted, and nothing else is taken for it', () => {
  const common = made();
  const line = common.lines(1) as Int32Array;
  const arrived = posted(line);
  expect(arrived.buffer).not.toBe(line.buffer);
  expect(common.addressOf(arrived, 3)).toBe(common.addressOf(line, 3));
  expect(common.addressOf(line, 3)).toBe(line.byteOffset + 12);
  for (const other of [made().view, new Int32Array(new SharedArrayBuffer(common.view.byteLength)), new Int32Array(4)])
    expect(common.addressOf(other, 0)).toBe(0);
});

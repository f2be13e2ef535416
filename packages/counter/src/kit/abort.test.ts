import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { offAbort, onAbort } from './abort.ts';

test('all who listen hear of an abort, once, by one listener of the signal', () => {
  const controller = new AbortController();
  const heard: number[] = [];
  for (let i = 0; i < 3; i++) onAbort(controller.signal, () => heard.push(i));
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  controller.abort();
  controller.abort();
  expect(heard).toEqual([0, 1, 2]);
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
});

test('who has taken it back hears nothing, and the last one leaves no trace on the signal', () => {
  const controller = new AbortController();
  const heard: string[] = [];
  const first = () => heard.push('first');
  const second = () => heard.push('second');
  onAbort(controller.signal, first);
  onAbort(controller.signal, second);
  offAbort(controller.signal, first);
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
  offAbort(controller.signal, second);
  expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  onAbort(controller.signal, second);
  controller.abort();
  offAbort(controller.signal, second);
  expect(heard).toEqual(['second']);
});

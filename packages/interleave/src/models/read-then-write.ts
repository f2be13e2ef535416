/** A model of `unlocked/redis`, the negative control: GET, add one, SET, and nothing that holds them together. */
import { get, set } from './count.ts';
import type { Protocol } from './protocol.ts';

export const readThenWrite: Protocol = {
  title: 'GET and SET',
  place: 'Redis',
  servers: 1,
  keys: [],
  life: 1,
  start: 'read',
  steps: { read: get('write'), write: set('acknowledged') },
  inside: [],
  conditions: ['any'],
  assumes: [],
};

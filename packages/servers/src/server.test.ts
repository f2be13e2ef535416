import { expect, test } from 'vitest';
import { addressOf, throughPort } from './server.ts';

test.each([
  ['redis', 'redis://:p@db.example', { host: 'db.example', port: 6379 }],
  ['postgres', 'postgres://u:p@[::1]/hits', { host: '::1', port: 5432 }],
  ['etcd', 'http://db.example', { host: 'db.example', port: 80 }],
  ['nats', 'nats://127.0.0.1:14222', { host: '127.0.0.1', port: 14222 }],
] as const)('%s is found where its URL says, or at its usual port', (engine, url, address) => {
  expect(addressOf(engine, url)).toEqual(address);
});

test('the URL behind another port differs in nothing else', () => {
  expect(throughPort('redis://:p@db.example/2', 7)).toBe('redis://:p@127.0.0.1:7/2');
  expect(throughPort('postgres://u:p%2F@[::1]:5433/hits?a=b', 7)).toBe('postgres://u:p%2F@127.0.0.1:7/hits?a=b');
  expect(throughPort('http://db.example', 7)).toBe('http://127.0.0.1:7/');
  expect(throughPort('nats://token@db.example:1', 7)).toBe('nats://token@127.0.0.1:7');
});

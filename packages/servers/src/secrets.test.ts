import { expect, test } from 'vitest';
import { withoutSecrets } from './secrets.ts';

test.each([
  'redis://:geheim@host',
  'postgres://user:geheim@host/hits',
  'postgres://user@host/hits?password=geheim',
  'nats://geheim@host',
])('what is secret in %s is replaced', (url) => {
  expect(withoutSecrets('so geheim, host', new URL(url))).toBe('so ***, host');
});

test('is found as it is written in the URL, as it was meant, and as it would be written', () => {
  const url = new URL('redis://:a%2fb!@host');
  for (const form of ['a%2fb!', 'a/b!', 'a%2Fb!']) expect(withoutSecrets(`"${form}"`, url)).toBe('"***"');
});

test('what is not secret stays', () => {
  expect(withoutSecrets('user at host', new URL('redis://user:geheim@host'))).toBe('user at host');
  expect(withoutSecrets('host', new URL('http://host'))).toBe('host');
  expect(withoutSecrets('%zz', new URL('redis://:%zz@host'))).toBe('***');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenError } from '../token.ts';
import { CONDITIONS } from './protocol.ts';
import { decodeMoves, encodeMoves } from './token.ts';

test('a schedule of a model survives its token', () => {
  const digit = fc.integer({ min: 1, max: 9 });
  const letter = fc.constantFrom(...'abcdefghi');
  const move = fc.oneof(
    letter,
    letter.map((who) => who.toUpperCase()),
    fc.constant('t'),
    digit.map((server) => `s${server}`),
  );
  const recording = fc.record({
    bound: fc.record({ contenders: digit, increments: digit }),
    servers: digit,
    condition: fc.constantFrom(...CONDITIONS),
    moves: fc.array(move, { maxLength: 200 }),
  });
  fc.assert(
    fc.property(recording, (one) => {
      expect(decodeMoves(encodeMoves(one))).toEqual(one);
    }),
  );
});

test('what is no token of a model is refused', () => {
  for (const text of [
    '',
    'nonsense',
    '2x1.1.e.ab',
    '2x1s1.stall',
    '2x1s1.rain.aa',
    '2x0s1.stall.a',
    '2x1s1.stall.z',
    '2x1s1.stall.a2',
  ])
    expect(() => decodeMoves(text), text).toThrow(TokenError);
});

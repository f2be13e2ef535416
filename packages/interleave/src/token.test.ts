import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTurns, encodeTurns } from './tasks/token.ts';
import { decode, encode, TokenError } from './token.ts';

const digit = fc.integer({ min: 1, max: 9 });
const bound = fc
  .record({ contenders: digit, increments: digit, readers: fc.integer({ min: 0, max: 9 }) })
  .map(({ contenders, increments, readers }) => ({ contenders, increments, readers: Math.min(readers, contenders) }));

test('a schedule of steps survives its token', () => {
  const moves = fc.array(
    fc.record({ thread: fc.integer({ min: 0, max: 10 }), choice: fc.constantFrom('step', 'expire', 'spurious') }),
    { maxLength: 200 },
  );
  const recording = fc.record({ bound, spins: fc.integer({ min: 0, max: 999 }), expire: fc.boolean(), moves });
  fc.assert(
    fc.property(recording, (one) => {
      expect(decode(encode(one))).toEqual(one);
    }),
  );
});

test('a schedule of turns survives its token', () => {
  const turns = fc.array(
    fc.record({ task: fc.integer({ min: 0, max: 8 }), hops: fc.option(fc.integer({ min: 0, max: 9 })) }),
    { maxLength: 200 },
  );
  const recording = fc.record({ bound, pace: fc.constantFrom('await', 'tight'), turns });
  fc.assert(
    fc.property(recording, (one) => {
      expect(decodeTurns(encodeTurns(one))).toEqual(one);
    }),
  );
});

test('a token from before there were readers has none', () => {
  expect(decode('2x1.1.e.ab2a').bound).toEqual({ contenders: 2, increments: 1, readers: 0 });
  expect(decodeTurns('3x2.tight.a0b').bound).toEqual({ contenders: 3, increments: 2, readers: 0 });
});

test('more readers than contenders are no bound', () => {
  expect(() => decode('2x1r3.1.e.a')).toThrow(TokenError);
  expect(() => decodeTurns('2x1r3.tight.a')).toThrow(TokenError);
});

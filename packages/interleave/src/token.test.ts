import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTurns, encodeTurns } from './tasks/token.ts';
import { decode, encode } from './token.ts';

const bound = fc.record({ contenders: fc.integer({ min: 1, max: 9 }), increments: fc.integer({ min: 1, max: 9 }) });

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

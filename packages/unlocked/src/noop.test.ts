import { CHECKS, untilCaught } from '@contend/conformance/checks';
import { expect, test } from 'vitest';
import noop from './noop.ts';

/** What goes wrong is a matter of chance, and so may take a few tries. */
const TRIES = 20;
const url = new URL('./noop.ts', import.meta.url).href;

for (const check of ['exact-count', 'mutual-exclusion'] as const)
  test.for(noop.runsIn)(`%s: the check ${check} sees that it guards nothing`, { timeout: 60_000 }, async (world) => {
    const trial = { url, strategy: noop, world, contenders: 4 };
    expect(await untilCaught(CHECKS[check], trial, TRIES)).toMatchObject({ check, ok: false });
  });

import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

const ORIGIN_MS = 1_000;

/** A clock whose thread was held up at some of its reads. @param heldUpMs at the nth read of either */
async function nowOf(heldUpMs: (read: number) => number): Promise<{ now: () => number; truly: () => number }> {
  let ms = 5;
  let reads = 0;
  const read = () => {
    ms += 0.001 + heldUpMs(reads++);
    return ms;
  };
  vi.spyOn(process.hrtime, 'bigint').mockImplementation(() => BigInt(Math.round((ORIGIN_MS + read()) * 1e6)));
  vi.spyOn(performance, 'now').mockImplementation(read);
  const { now } = await import('./clock.ts');
  return { now, truly: () => ORIGIN_MS + ms };
}

it('the clock of a thread that was held up while it started is that of the others', async () => {
  // Two of three reads: most of the brackets are long.
  const { now, truly } = await nowOf((read) => (read < 50 && read % 3 !== 0 ? 20 : 0));
  expect(Math.abs(now() - truly())).toBeLessThan(0.01);
});

import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
  vi.doUnmock('./runtime.ts');
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

it('so it is where only the system’s clock is common to threads, of which they see the ticks', async () => {
  vi.doMock('./runtime.ts', () => ({ RUNTIME: 'deno' }));
  let ms = 90_000.3;
  let reads = 0;
  const read = () => {
    // Held up most often, and once for long between a tick and the reading of its own clock.
    ms += 0.01 + (reads++ % 50 === 0 ? 4 : 0);
    return ms;
  };
  vi.spyOn(Date, 'now').mockImplementation(() => Math.floor(read()));
  vi.spyOn(performance, 'now').mockImplementation(() => read() - ORIGIN_MS);
  const { now } = await import('./clock.ts');
  expect(Math.abs(now() - ms)).toBeLessThan(0.1);
});

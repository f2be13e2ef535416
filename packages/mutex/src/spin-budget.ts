/**
 * How long whoever finds a word held spins before it sleeps: how many looks, and how many pauses before the first and at
 * most, some 30 ns each in V8; they double from look to look.
 *
 * All of them together are some 100 µs, a few times what it takes to sleep and to be woken: a waiter that spins so long and
 * parks then has lost a few times what was lost anyway (Karlin et al., SOSP 1991). The first look is half a microsecond late,
 * since a look at once mostly disturbs a holder that is about to release; from look to look the holder is left alone for
 * longer, up to 20 µs. `turbo run budget` measures other budgets against this one: still rarer looks are quicker where
 * contenders do nothing but count, and slower where they work between sections.
 */
export const TRIES = 10;
export const FIRST_PAUSES = 16;
export const MOST_PAUSES = 640;

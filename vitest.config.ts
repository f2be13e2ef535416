/** What the tests of all packages share. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Of two cores vitest would leave one idle. The command's tests, which mostly wait for processes, have more (`--maxWorkers`).
    maxWorkers: '100%',
    // A third of the time went into loading the same modules for each file. The harness and the explorer load them anew: their
    // tests put things into the environment, and others in the place of clocks.
    isolate: false,
    // A guard against hanging, and nothing else: what takes a second on an idle machine may take thirty on a busy, slow one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 240_000 } },
    // Tests start hundreds of threads and processes, which otherwise take the types out of the same modules each time: it makes
    // up three quarters of a thread's start.
    env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/contend', import.meta.url)) },
  },
});

import { defineConfig } from 'vitest/config';

// Tests start processes and threads, for which a busy machine takes its time; the limit is only against one that hangs.
const LIMIT_MS = 300_000;

export default defineConfig({ test: { testTimeout: LIMIT_MS, hookTimeout: LIMIT_MS } });

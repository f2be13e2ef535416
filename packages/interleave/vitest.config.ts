import { defineConfig } from 'vitest/config';

// Exploring takes as long as the machine lets it.
export default defineConfig({ test: { testTimeout: 120_000 } });

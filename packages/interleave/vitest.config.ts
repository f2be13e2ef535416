import { defineConfig } from 'vitest/config';

// Exploring takes as long as the machine lets it; nothing here depends on speed, so that every core may have its file.
export default defineConfig({ test: { testTimeout: 120_000 } });

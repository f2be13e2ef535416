import { defineConfig } from 'vitest/config';

// Nothing here depends on speed: every core may have its file.
export default defineConfig({ test: { maxWorkers: '100%' } });

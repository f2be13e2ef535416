import { defineConfig } from 'vitest/config';

// Most of these wait for processes that sleep: every core may have its file.
export default defineConfig({ test: { maxWorkers: '100%' } });

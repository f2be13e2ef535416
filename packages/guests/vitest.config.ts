import { defineConfig } from 'vitest/config';

// Without the flag V8's mutex would be absent and untested.
export default defineConfig({ test: { execArgv: ['--harmony-struct'] } });

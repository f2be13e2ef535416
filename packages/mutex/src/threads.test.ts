import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const index = JSON.stringify(new URL('./index.ts', import.meta.url).href);

/** Runs a main thread's program and gives what it prints. */
async function run(program: string, ...flags: string[]): Promise<string> {
  const args = [...flags, '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return stdout.trim();
}

const worker = (code: string) => `
  import { Worker } from 'node:worker_threads';
  const made = new Worker(new URL('data:text/javascript,' + encodeURIComponent(${JSON.stringify(code)})));
  made.on('error', ({ message }) => console.log(message));
`;
const locks = `
  const { Mutex } = await import(${index});
  new Mutex(new Int32Array(new SharedArrayBuffer(4)), 0).lock().release();
  console.log('locked');
`;

test('a worker whose main thread has not imported the package is refused with what to do', async () => {
  expect(await run(worker(locks))).toBe(
    "this thread cannot be told from others: import '@contend/mutex' in the main thread before it makes workers; " +
      "where that is a test runner, run it with NODE_OPTIONS='--import @contend/mutex'",
  );
});

test('a worker is told from others when its main thread has', async () => {
  expect(await run(`await import(${index});${worker(locks)}`)).toBe('locked');
});

test('a worker is told from others when the program was started with --import', async () => {
  expect(await run(worker(locks), '--import', JSON.parse(index))).toBe('locked');
});

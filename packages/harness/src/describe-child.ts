/**
 * A process that says what strategy modules declare. They are strangers' code and may do anything, never return included,
 * so they are loaded in a thread, and the main thread goes when the parent does.
 */
import { Piscina } from 'piscina';

process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.once('message', async ({ modules }: { modules: string[] }) => {
  const filename = new URL('./describe-worker.ts', import.meta.url).href;
  const pool = new Piscina({ filename, minThreads: 1, maxThreads: 1 });
  process.send?.(await pool.run(modules), () => process.exit());
});

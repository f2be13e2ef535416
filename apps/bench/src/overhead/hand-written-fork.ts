/** A process that runs the hand-written loop in a pool thread, as the harness runs its own. */
import { Piscina } from 'piscina';

process.on('disconnect', () => process.exit());
process.once('message', async (question: { core: number | null; ms: number }) => {
  const pool = new Piscina({
    filename: new URL('./hand-written-worker.ts', import.meta.url).href,
    minThreads: 1,
    maxThreads: 1,
  });
  const ns: number = await pool.run(question);
  process.send?.(ns, () => process.exit());
});

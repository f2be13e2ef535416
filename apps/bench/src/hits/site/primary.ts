/**
 * A website's first process: forks its workers, and another for each that dies. It replaces one without a gap when it is told
 * to: the new one listens before the old one is asked to answer what it has and to go.
 *
 * @see https://nodejs.org/api/cluster.html#workerdisconnect
 */
import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { HitServer } from '../server.ts';
import type { News, Order, PrimarySpec, WorkerSpec } from './messages.ts';

/** ms in which a worker that is asked to go must have answered what it has. */
const LEAVE_MS = 10_000;

const listening = new Set<Worker>();

const tell = (news: News) => process.connected && process.send?.(news, () => {});
const pids = () => [...listening].map(({ process: { pid } }) => pid as number);

async function begin({ module, site, port, workers }: PrimarySpec): Promise<void> {
  const server: HitServer = (await import(module)).default;
  await server.primary?.(site);
  cluster.setupPrimary({ exec: fileURLToPath(new URL('./worker.ts', import.meta.url)), args: [] });
  const spec = JSON.stringify({ module, site, port } satisfies WorkerSpec);
  const fork = () => cluster.fork({ CONTEND_HITS: spec });
  cluster.on('listening', (worker) => {
    listening.add(worker);
    tell({ listening: pids() });
  });
  cluster.on('exit', (worker, code, signal) => {
    const listened = listening.delete(worker);
    tell({ listening: pids() });
    if (worker.exitedAfterDisconnect) return;
    if (listened) fork();
    // The next would end as this one did.
    else
      tell({
        failed: `a worker ${signal ? `was killed by ${signal}` : `exited with status ${code}`} before it listened`,
      });
  });
  process.on('message', async (order: Extract<Order, { replace: number }>) => {
    await replace(
      [...listening].find(({ process: { pid } }) => pid === order.replace),
      fork,
    );
    tell({ replaced: order.replace });
  });
  for (let i = 0; i < workers; i++) fork();
}

/** @param worker undefined: it has died meanwhile, and was replaced by that */
async function replace(worker: Worker | undefined, fork: () => Worker): Promise<void> {
  if (worker === undefined) return;
  await once(fork(), 'listening');
  const gone = once(worker, 'exit');
  worker.disconnect();
  const late = setTimeout(() => worker.process.kill('SIGKILL'), LEAVE_MS);
  await gone;
  clearTimeout(late);
}

process.once('message', (spec: PrimarySpec) =>
  begin(spec).catch((error: Error) => tell({ failed: `its primary cannot begin: ${error?.message ?? error}` })),
);
// Whoever guards it ends the workers.
process.once('disconnect', () => process.exit());

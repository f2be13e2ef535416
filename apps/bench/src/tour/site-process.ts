/** The website's processes: the primary, which `site.ts` starts, and its workers, which node:cluster starts with the same file. */
import cluster, { type Worker } from 'node:cluster';

interface Website {
  counting: Record<string, () => Promise<number>>;
  serve(hit: () => Promise<number>): void;
}

const [source, counting] = process.argv.slice(2) as [string, string];
const site: Website = await import(source);

// Ctrl-C reaches every process of a terminal; whoever started this one ends it, and its workers, in order.
process.on('SIGINT', () => {});

if (cluster.isPrimary) {
  // By their numbers: a worker that has ended may stay among `cluster.workers` for a moment.
  const [silent, living] = [new Set<number>(), new Map<number, Worker>()];
  let over = false;
  const end = () => {
    over = true;
    // Who is dead needs no answer.
    cluster.removeAllListeners('message');
    if (living.size === 0) process.exit();
    for (const worker of living.values()) worker.process.kill('SIGKILL');
  };
  process.once('disconnect', end);
  cluster.on('fork', (worker) => {
    silent.add(worker.id);
    living.set(worker.id, worker);
  });
  cluster.on('listening', ({ id }, { port }) => {
    silent.delete(id);
    if (silent.size === 0 && !over) process.send?.(port);
  });
  cluster.on('exit', ({ id }) => {
    living.delete(id);
    // With a worker less it is not what was to be shown. Why that ended, it said itself.
    if (!over) end();
    else if (living.size === 0) process.exit();
  });
}
site.serve(site.counting[counting] as () => Promise<number>);

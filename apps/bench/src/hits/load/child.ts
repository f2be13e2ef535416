/** The process that asks: tells when it has begun, asks until it is told to stop, and tells what came of it. */
import { once } from 'node:events';
import { Agent } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { ask } from './ask.ts';
import { closedLoop } from './closed.ts';
import { Paced } from './paced.ts';
import { type LoadResult, type LoadSpec, WARM_UP_MS } from './spec.ts';
import { Tally } from './tally.ts';

const MS_PER_S = 1_000;
const NS_PER_MS = 1e6;
/** ms between two looks at the clock. */
const RESOLUTION_MS = 1;

async function warmUp({ port, connections }: LoadSpec): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + WARM_UP_MS;
  const connection = async () => {
    while (performance.now() < end) await new Promise((resolve) => ask(agent, port, '/count', resolve));
  };
  await Promise.all(Array.from({ length: connections }, connection));
  agent.destroy();
}

async function load(spec: LoadSpec, stop: Promise<unknown>): Promise<LoadResult> {
  const tally = new Tally();
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const began = performance.now();
  const sending = spec.rate === null && !spec.faults ? closedLoop(spec, tally) : new Paced(spec, tally);
  process.send?.('began');
  await stop;
  const ms = performance.now() - began;
  const due = sending.due(ms);
  delay.disable();
  await sending.stop();
  const { sent, answered, refused, latency, lastAt } = tally;
  // Those that were under way came later.
  const hitsPerSecond = (answered * MS_PER_S) / Math.max(ms, lastAt - began);
  const lateMs = Math.max(0, delay.max / NS_PER_MS - RESOLUTION_MS);
  return { ms, due, sent, answered, refused, hitsPerSecond, latency, lateMs };
}

// What becomes of this process after Ctrl-C is contend's to decide.
process.on('SIGINT', () => {});
process.once('disconnect', () => process.exit());
process.once('message', async (spec: LoadSpec) => {
  const stop = once(process, 'message');
  await Promise.race([warmUp(spec), stop]);
  process.send?.(await load(spec, stop), () => process.exit());
});

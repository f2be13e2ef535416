/** An actor at work: its owner in a thread of its own, its clients and its handle here. */
import { once } from 'node:events';
import { MessageChannel, Worker } from 'node:worker_threads';
import { type ActorStrategy, allocate } from '@contend/counter';
import { wordsFor } from '@contend/counter/declaration';
import type { Employment } from './owner.fixture.ts';

interface Prepared {
  /** Writes to the actor's words before anybody reads them. */
  prepare?: (view: Int32Array, base: number) => void;
  head?: number;
}

export function employ(url: URL, strategy: ActorStrategy, contenders: number, { prepare, head }: Prepared = {}) {
  const { memory, view, regions } = allocate(wordsFor(strategy, contenders), 1);
  const base = regions[0]?.base as number;
  prepare?.(view, base);
  const channels = Array.from({ length: contenders }, () => new MessageChannel());
  const ports = channels.map(({ port1 }) => port1);
  const employment: Employment = { url: url.href, memory, base, contenders, ports };
  if (head !== undefined) employment.head = head;
  const thread = new Worker(new URL('./owner.fixture.ts', import.meta.url), {
    workerData: employment,
    transferList: ports,
    execArgv: [],
  });
  const told = once(thread, 'message');
  const gone = once(thread, 'exit');
  const { Owner, Client } = strategy.make(Atomics, { memory, world: 'threads' });
  const clients = channels.map(({ port2 }, contender) => new Client(view, base, contender, contenders, port2));
  const handle = new Owner(view, base, contenders, []);
  return {
    clients,
    handle,
    thread,
    /** Stops the owner, waits for its thread to end by itself, and says what it used, in ms of CPU time. */
    async dismiss(): Promise<number> {
      handle.stop();
      const [{ cpuMs }] = await told;
      const [status] = await gone;
      if (status !== 0) throw new Error(`the owner’s thread ended with status ${status}`);
      return cpuMs;
    },
  };
}

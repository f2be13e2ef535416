/**
 * A TCP proxy that makes a server distant, cuts it off, and loses its answers: what a network does, with no rights that a
 * user does not have. It passes bytes on as they come, and knows no protocol.
 *
 * Each way takes its delay, never less. How much more depends on how busy the cores are: with one request in flight and 1 ms,
 * half of all ways took 0.14 to 0.2 ms more on two cores with a load of 16, and a tenth took 0.5 to 2 ms more. Without a delay
 * a round trip takes 30 to 40 µs more, and 20 000 of them in a second take a core. So the round trip that is measured
 * through it (`roundTripNs`) belongs beside each figure.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Address } from '../server.ts';
import { Connection } from './connection.ts';
import { DelayQueue } from './delay-queue.ts';

export class TcpProxy {
  /** For connections that are made from now on; those that there are stay where they are. */
  upstream: Address;
  /** Of all connections: how often a client spoke for the first time, or after the server had. Handshakes are among them. */
  roundTrips = 0;
  port = 0;
  private readonly queue: DelayQueue;
  private readonly connections = new Set<Connection>();
  private readonly toDrop: PromiseWithResolvers<void>[] = [];
  private readonly server = createServer({ noDelay: true, allowHalfOpen: true }, (client) => this.accept(client));
  private readonly closed = new AbortController();
  private partitions = 0;

  private constructor(upstream: Address, delayMs: number) {
    this.upstream = upstream;
    this.queue = new DelayQueue(delayMs);
  }

  /** @param delayMs added to every way through it, 0 or more: a round trip takes twice as much longer */
  static async listen(upstream: Address, { delayMs = 0 }: { readonly delayMs?: number } = {}): Promise<TcpProxy> {
    const proxy = new TcpProxy(upstream, delayMs);
    await new Promise<void>((resolve, reject) => {
      proxy.server.once('error', reject).listen({ host: '127.0.0.1', port: 0 }, resolve);
    });
    proxy.port = (proxy.server.address() as AddressInfo).port;
    return proxy;
  }

  get delayMs(): number {
    return this.queue.delayMs;
  }

  /** What is under way already arrives first: nothing overtakes anything. */
  set delayMs(ms: number) {
    this.queue.delayMs = ms;
  }

  private accept(client: Socket): void {
    const connection = new Connection(client, () => this.upstream, this.queue, {
      asked: () => void this.roundTrips++,
      answered: () => this.drops(),
      closed: () => void this.connections.delete(connection),
    });
    this.connections.add(connection);
  }

  private drops(): boolean {
    const drop = this.toDrop.shift();
    drop?.resolve();
    return drop !== undefined;
  }

  /**
   * The next time that the server answers anybody, the answer is not passed on, and both lose their connection: the server has
   * done what it was asked, and the client cannot know.
   *
   * @returns when that has happened
   */
  dropNextReply(): Promise<void> {
    const drop = Promise.withResolvers<void>();
    this.toDrop.push(drop);
    return drop.promise;
  }

  /**
   * Nothing passes in either direction, and no connection is closed. Afterwards all that was sent arrives, as TCP would
   * send it again. Whoever connects meanwhile seems to succeed, and hears nothing.
   *
   * @param ms how long
   * @returns when it is over
   */
  async partition(ms: number): Promise<void> {
    this.partitions++;
    this.queue.hold();
    await delay(ms, undefined, { signal: this.closed.signal }).catch(() => {});
    this.partitions--;
    if (this.partitions === 0 && !this.closed.signal.aborted) this.queue.release();
  }

  /** Cuts all connections, and listens no longer. */
  async close(): Promise<void> {
    if (this.closed.signal.aborted) return;
    this.closed.abort();
    for (const connection of this.connections) connection.destroy();
    await Promise.all([new Promise((resolve) => this.server.close(resolve)), this.queue.close()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

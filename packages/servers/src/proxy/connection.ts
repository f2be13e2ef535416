/** A client's connection through the proxy, and the one that was made to the server for it. */
import { connect, type Socket } from 'node:net';
import type { Address } from '../server.ts';
import type { DelayQueue } from './delay-queue.ts';

/** Bytes under way in one direction, beyond which the sender has to wait. */
const ENOUGH = 1 << 20;

/** What a connection tells its proxy. */
export interface Witness {
  /** The client has asked something, after the server had answered or for the first time. */
  asked(): void;
  /** The server is answering. @returns whether to cut the connection in the place of passing it on */
  answered(): boolean;
  closed(connection: Connection): void;
}

export class Connection {
  private readonly client: Socket;
  private readonly queue: DelayQueue;
  private readonly witness: Witness;
  /** Not there until the queue lets the connection through. */
  private server: Socket | undefined;
  private clientSpokeLast = false;
  /** Whether what is still under way is not to arrive. */
  private isCut = false;

  constructor(client: Socket, upstream: () => Address, queue: DelayQueue, witness: Witness) {
    this.client = client;
    this.queue = queue;
    this.witness = witness;
    this.relay(
      client,
      () => this.server,
      () => this.fromClient(),
    );
    queue.push(() => {
      if (this.isCut) return;
      const server = connect({ ...upstream(), noDelay: true, allowHalfOpen: true });
      this.server = server;
      this.relay(
        server,
        () => client,
        () => this.fromServer(),
      );
    });
  }

  /** @returns whether to pass the bytes on */
  private fromClient(): boolean {
    if (!this.clientSpokeLast) this.witness.asked();
    this.clientSpokeLast = true;
    return true;
  }

  private fromServer(): boolean {
    this.clientSpokeLast = false;
    if (!this.witness.answered()) return true;
    // What the server answered before is under way, and arrives.
    this.queue.push(() => this.cut());
    return false;
  }

  private relay(from: Socket, to: () => Socket | undefined, passes: () => boolean): void {
    let underWay = 0;
    let dropping = false;
    const resume = () => {
      if (underWay < ENOUGH && !to()?.writableNeedDrain) from.resume();
    };
    from.on('data', (bytes: Buffer) => {
      dropping ||= !passes();
      if (dropping) return;
      underWay += bytes.length;
      if (underWay >= ENOUGH) from.pause();
      this.queue.push(() => {
        underWay -= bytes.length;
        const sink = to();
        if (this.isCut || sink === undefined) return;
        if (sink.write(bytes)) resume();
        else {
          from.pause();
          sink.once('drain', resume);
        }
      });
    });
    from.once('end', () => this.queue.push(() => void to()?.end()));
    from.once('error', () => this.queue.push(() => this.cut()));
    from.once('close', () => this.settle());
  }

  private settle(): void {
    if (this.client.destroyed && (this.server?.destroyed ?? this.isCut)) this.witness.closed(this);
  }

  /** Both ends find their connection closed; what they were to be told by the other one is lost. */
  cut(): void {
    this.isCut = true;
    // What has been written to the client before is still sent.
    this.client.destroySoon();
    this.server?.destroy();
    this.settle();
  }

  destroy(): void {
    this.isCut = true;
    this.client.destroy();
    this.server?.destroy();
  }
}

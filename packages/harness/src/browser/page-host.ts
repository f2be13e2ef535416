/** What a page is served: its code, its question, and what it cannot do itself. One host for each page, on an address of its own. */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { pin } from '../pin.ts';
import type { Bundle } from './bundle.ts';
import { cpuMsOf, type WorkerThread } from './worker-threads.ts';

/** Without these a page has no memory to share, and a clock of 100 µs. @see https://web.dev/articles/coop-coep */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.ts': 'text/javascript', '.html': 'text/html' };

export interface Visit {
  bundle: Bundle;
  /** The module that the page runs, as `/fork.ts`. */
  entry: string;
  /** As JSON. Called when the page asks, which may wait until it is given. */
  question: () => Promise<unknown>;
  /** The workers of the browser that the page is in. */
  workers: () => WorkerThread[];
}

export class PageHost {
  /** Its answer. Rejects when the page goes without one. */
  readonly answer: Promise<unknown>;
  /** Whether the page has asked anything yet. */
  arrived: Promise<void>;
  private readonly server: Server;
  private readonly visit: Visit;
  private settle = Promise.withResolvers<unknown>();
  private come = Promise.withResolvers<void>();
  private stopping: ServerResponse | undefined;
  private stopped = false;
  /** Whether the page is there no more. */
  gone = false;
  private leaving = Promise.withResolvers<string>();

  private constructor(server: Server, visit: Visit) {
    this.server = server;
    this.visit = visit;
    this.answer = this.settle.promise;
    this.arrived = this.come.promise;
    // Nobody may be listening any more.
    this.answer.catch(() => {});
    server.on('request', (request, response) => this.respond(request, response).catch(() => response.destroy()));
  }

  /** @param address of the loopback network: to browsers each is a site of its own, and gets a process of its own */
  static async at(address: string, visit: Visit): Promise<PageHost> {
    const server = createServer();
    const host = new PageHost(server, visit);
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, address, resolve));
    // A page that is done with stays connected, which keeps no process from ending.
    server.on('connection', (socket) => socket.unref()).unref();
    return host;
  }

  get url(): string {
    const { address, port } = this.server.address() as AddressInfo;
    return `http://${address}:${port}/`;
  }

  /** Asks the page to stop, and to answer what it can. */
  stop(): void {
    this.stopped = true;
    this.stopping?.end();
  }

  /** Has the page go elsewhere. */
  leaveFor(url: string): void {
    this.leaving.resolve(url);
  }

  /** It is there no more. */
  die(): void {
    this.gone = true;
    this.settle.reject(new Error('the page ended without an answer'));
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', this.url).pathname;
    const send = (body: string | Buffer, type = 'application/json') =>
      response.writeHead(200, { ...ISOLATED, 'content-type': type }).end(body);
    switch (`${request.method} ${path}`) {
      case 'GET /':
        return void send(`<!doctype html><script type="module" src="${this.visit.entry}"></script>`, 'text/html');
      case 'GET /stop':
        return this.watch(response);
      case 'GET /question':
        this.come.resolve();
        return void send(JSON.stringify(await this.visit.question()));
      case 'POST /answer':
        this.settle.resolve(JSON.parse(await body(request)));
        return void send('null');
      case 'GET /next':
        return void send(await this.leaving.promise, 'text/plain');
      case 'POST /pin':
        return void send(JSON.stringify(await this.pin(JSON.parse(await body(request)))));
      case 'GET /cpu':
        return void send(JSON.stringify(cpuMsOf(this.visit.workers())));
    }
    const asset = this.visit.bundle.assets.get(path);
    const code = this.visit.bundle.files.get(path);
    if (asset !== undefined) return void send(readFileSync(asset), 'application/octet-stream');
    if (code !== undefined) return void send(code, TYPES[extname(path)]);
    response.writeHead(404, ISOLATED).end();
  }

  /** The page leaves this question open for as long as it lives. */
  private watch(response: ServerResponse): void {
    this.stopping = response;
    response.writeHead(200, ISOLATED).flushHeaders();
    response.on('close', () => {
      // Asked to stop, it is told so by this one's end, and goes on.
      if (!this.stopped) this.die();
    });
    if (this.stopped) response.end();
  }

  /** Its youngest workers: an older one tells the time. */
  private async pin({ threads, cores }: { threads: number; cores: number[] }): Promise<boolean> {
    const found = this.visit.workers().slice(-threads);
    if (threads === 0 || found.length < threads) return false;
    return pin(
      found.map(({ thread }) => thread),
      cores,
    );
  }
}

async function body(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request.setEncoding('utf8')) text += part;
  return text;
}

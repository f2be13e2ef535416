import type { EngineName } from './engine.ts';
import { engines } from './engines.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A server that contend counts on. */
export interface Server {
  readonly engine: EngineName;
  /** With the password, if it has one: for whoever connects, and nobody else. */
  readonly url: string;
  /** Where it is: this may be shown. */
  readonly address: Address;
  readonly version: string;
  /** What decides whether an acknowledged hit outlives a crash, as the server told it. */
  readonly durability: Readonly<Record<string, string>>;
  /** `loopback`: contend's own, on this machine; `given`: the user's. */
  readonly madeHow: 'loopback' | 'given';
  /** SIGKILL. @throws {ServerError} for the user's own, as do the three below */
  kill(): Promise<void>;
  /** Starts it again, on the same port and with what it has kept; kills it first if it runs. */
  restart(): Promise<void>;
  /** SIGSTOP: it answers nobody, and its connections stay open. */
  stop(): Promise<void>;
  /** SIGCONT. */
  resume(): Promise<void>;
  /** Ends contend's own server, and removes all that it had. The user's is left alone. */
  end(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Of schemes whose URLs are not the engine's own. */
const WEB_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

export function addressOf(engine: EngineName, url: string): Address {
  const { hostname, port, protocol } = new URL(url);
  const usual = WEB_PORTS[protocol] ?? engines[engine].defaultPort;
  // IPv6 addresses are written in brackets.
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? usual : Number(port) };
}

/** The URL of the same server behind a port of this machine. */
export function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(port);
  return through.href;
}

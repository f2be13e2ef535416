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
  /** Starts what was killed again, on the same port and with what it had kept. */
  restart(): Promise<void>;
  /** SIGSTOP: it answers nobody, and its connections stay open. */
  stop(): Promise<void>;
  /** SIGCONT. */
  resume(): Promise<void>;
  /** Ends contend's own server, and removes all that it had. The user's is left alone. */
  end(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

export function addressOf(engine: EngineName, url: string): Address {
  const { hostname, port } = new URL(url);
  // IPv6 addresses are written in brackets.
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? engines[engine].defaultPort : Number(port) };
}

/** The URL of the same server behind a port of this machine. */
export function throughPort(url: string, port: number): string {
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(port);
  return through.href;
}

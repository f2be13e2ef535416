/**
 * What the server of a website with a hit counter is to `contend hits`: a plain object, which a module default-exports. It is
 * `node:cluster` taken apart, so that contend can end and replace the workers: what runs in the primary, and what in a worker.
 *
 * A worker answers `GET /hit` by counting it, and then with the count; and `GET /count` with the count, without counting. An
 * answer of 2xx says that the hit was counted, 503 that it surely was not; whatever else comes, or nothing, leaves it open.
 */
import type { Server } from 'node:http';

/** The engines that a server can ask for. */
export const HIT_ENGINES = ['redis', 'postgres'] as const;
export type HitEngine = (typeof HIT_ENGINES)[number];

/** Where the workers of one trial meet. */
export interface Site {
  /** A folder of the trial's own, empty at first. */
  directory: string;
  /** Of the engine's server, credentials included; '' where none is needed. */
  url: string;
  /** Keys of Redis are `${name}:…`, a schema of PostgreSQL is `name`: what is called so is removed afterwards. */
  name: string;
}

export interface HitServer {
  /** Lower-case letters, digits and dashes. */
  name: string;
  /** One line. */
  title: string;
  /** Whether nothing that was answered is lost. */
  promises: boolean;
  needs?: HitEngine;
  /** In the primary, once, before there are workers. */
  primary?(site: Site): void | Promise<void>;
  /** In each worker. What it returns is then told to listen. */
  worker(site: Site): Server | Promise<Server>;
}

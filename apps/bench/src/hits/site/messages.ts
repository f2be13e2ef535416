/** What contend and a website's processes tell each other. Plain data: it crosses process boundaries. */
import type { Site } from '../server.ts';

export interface WebsiteSpec {
  /** URL of the module whose default export is the server. */
  module: string;
  url: string;
  name: string;
  port: number;
  workers: number;
}

/** What the primary is told, once. */
export interface PrimarySpec extends WebsiteSpec {
  site: Site;
}

/** What a worker finds in its environment, where other users of the machine cannot read. */
export interface WorkerSpec {
  module: string;
  site: Site;
  port: number;
}

/** To the guard: what to start, and which worker, by its process id, to replace by another. */
export type Order = { begin: WebsiteSpec } | { replace: number };

/** From the primary, by way of the guard. */
export type News =
  /** Process ids of the workers that listen. */
  | { listening: number[] }
  | { replaced: number }
  /** Why there is no website, or no longer. */
  | { failed: string };

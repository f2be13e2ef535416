/** What the process that asks is told, and what it tells. Plain data: it crosses a process boundary. */

export interface LoadSpec {
  port: number;
  connections: number;
  /** Requests that become due in a second; `null`: a connection asks as soon as it has its answer. */
  rate: number | null;
  /** Whether connections may be cut in the middle. */
  faults: boolean;
  /** Whether the process that asks has a core to itself. */
  ownCore: boolean;
}

/** What became of the requests. */
export interface LoadResult {
  /** How long requests were sent. */
  ms: number;
  /** Requests that were due; `null`: none was at a fixed time. */
  due: number | null;
  sent: number;
  /** 2xx. */
  answered: number;
  /** 503, or nobody took the connection. What is neither of these is unknown. */
  refused: number;
  hitsPerSecond: number;
  /** ns; `null`: none was answered. */
  latency: { p50: number; p90: number; p99: number; p999: number; max: number } | null;
  /** ms for which the process that asks did nothing although it should have, the longest: those are in its latencies, too. */
  lateMs: number;
}

/** Requests under way. */
export interface Sending {
  /** No more are sent. @returns when the last was answered, or nobody waits for it any more */
  stop(): Promise<void>;
  /** How many should have been sent in so many ms; `null`: as many as could be. */
  due(ms: number): number | null;
}

/** ms without any answer, after the last request was sent, after which those that have none are not waited for: unknown. */
export const ANSWER_MS = 5_000;

/**
 * ms of questions that count nothing, before the first that does: the first answers of a worker, and of the process that asks,
 * are slow for want of compiled code.
 */
export const WARM_UP_MS = 300;

/** What becomes of the requests of a load, as it goes on. */
import { createHistogram } from 'node:perf_hooks';
import type { LoadResult } from './spec.ts';

const NS_PER_MS = 1e6;
const SURELY_NOT_COUNTED = 503;

export class Tally {
  sent = 0;
  answered = 0;
  refused = 0;
  /** Of those that were sent, how many have come to their end, one or the other. */
  settled = 0;
  /** ms, by `performance.now()`, of the last that was answered. */
  lastAt = 0;
  private readonly latencies = createHistogram();

  /**
   * @param status of HTTP; `undefined`: there was no answer
   * @param ms from when it was sent, or due, to when it was answered, which is `at`
   */
  settle(status: number | undefined, ms: number, at: number): void {
    this.settled++;
    if (status === undefined) return;
    if (status >= 200 && status < 300) {
      this.answered++;
      this.lastAt = at;
      this.latencies.record(Math.max(1, Math.round(ms * NS_PER_MS)));
    } else if (status === SURELY_NOT_COUNTED) this.refused++;
  }

  get latency(): LoadResult['latency'] {
    if (this.answered === 0) return null;
    const { latencies } = this;
    const at = (percentile: number) => latencies.percentile(percentile);
    return { p50: at(50), p90: at(90), p99: at(99), p999: at(99.9), max: latencies.max };
  }
}

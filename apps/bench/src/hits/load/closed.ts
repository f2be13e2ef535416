/**
 * A closed loop by autocannon: each connection asks as soon as it has its answer. A request takes it
 * less than half of the CPU time that it takes `node:http`, so that less of what is measured is the measurer.
 *
 * It is told to what came of each request here, for its own account has latencies in whole milliseconds, and begins before
 * anybody listens. And it is ended as if each connection had been given an `amount` that it has just reached, which is asked
 * for in advance otherwise: without that it cuts its connections, and nobody knows whether the requests on them were counted.
 *
 * A connection that is cut from the other side it replaces, but takes the next answer for that of the request before: where
 * that may happen it is not used.
 *
 * @see https://github.com/mcollina/autocannon (lib/httpClient.js: responseMax; `end`, after which pipelinedRequests stay)
 */
import autocannon from 'autocannon';
import { drained } from './drain.ts';
import type { LoadSpec, Sending } from './spec.ts';
import type { Tally } from './tally.ts';

/** What is used of a client that its types do not have. */
interface Client extends autocannon.Client {
  reqsMade: number;
  responseMax: number | undefined;
  on(event: string, listener: (...args: never[]) => void): this;
}

/** Seconds after which autocannon would end by itself. */
const FOR_EVER_S = 1e6;

export function closedLoop({ port, connections }: LoadSpec, tally: Tally): Sending {
  const clients: Client[] = [];
  let open = connections;
  const options: autocannon.Options = {
    url: `http://127.0.0.1:${port}/hit`,
    connections,
    duration: FOR_EVER_S,
    setupClient(each) {
      const client = each as Client;
      clients.push(client);
      client.on('request', () => tally.sent++);
      client.on('response', (status: number, _bytes: number, ms: number) => {
        tally.settle(status, ms, performance.now());
      });
      client.on('done', () => open--);
    },
  };
  // With somebody to call back it is no promise.
  const running = autocannon(options, () => {});
  return {
    due: () => null,
    async stop() {
      for (const client of clients) client.responseMax = client.reqsMade;
      await drained(() => open === 0, tally);
      running.stop();
    },
  };
}

/** One worker of a website. */
import type { HitServer } from '../server.ts';
import type { WorkerSpec } from './messages.ts';

const { module, site, port }: WorkerSpec = JSON.parse(process.env.CONTEND_HITS as string);
const { default: server }: { default: HitServer } = await import(module);
const http = await server.worker(site);
// One that is leaving answers what it has. Its connections would go on for ever if it did not say that each answer is the last.
http.prependListener('request', (_, response) => {
  if (!http.listening) response.setHeader('connection', 'close');
});
http.listen(port, '127.0.0.1');
// It has left the cluster, or lost its primary. Connections to databases would keep it.
process.once('disconnect', () => process.exit());

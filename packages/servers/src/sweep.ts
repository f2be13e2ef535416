import { asking } from './asking.ts';
import { checkName } from './name.ts';
import type { Server } from './server.ts';

/**
 * Removes what lies under a name, or one that begins with it and an underscore: keys of Redis `name:…`, schemas of PostgreSQL
 * `name`, keys of etcd `name/…`, streams and buckets of NATS `name`. Nothing else is touched.
 *
 * @throws {ServerError} for a name that is not contend's
 */
export async function sweep(server: Pick<Server, 'engine' | 'url'>, name: string): Promise<void> {
  checkName(name);
  await asking(server, (client) => client.sweep(name));
}

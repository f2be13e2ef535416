import { asking } from './asking.ts';
import { checkName } from './name.ts';
import type { Server } from './server.ts';

/**
 * Removes what lies under a name: Redis keys `name:…`, PostgreSQL schemas `name` and `name_…`, etcd keys `name/…`, NATS streams
 * and buckets `name` and `name_…`. Nothing else is touched.
 *
 * @throws {ServerError} for a name that is not contend's
 */
export async function sweep(server: Pick<Server, 'engine' | 'url'>, name: string): Promise<void> {
  checkName(name);
  await asking(server, (client) => client.sweep(name));
}

/** What locks have in common that are held while a key exists whose value is the holder's. */
import type { Connection } from './connection.ts';

/** After which a dead holder's lock is anybody's. */
export const TIME_TO_LIVE_MS = 2_000;

const DELETE_IF_STILL = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`;

/**
 * Releases a lock, unless it is a later holder's by now.
 *
 * What it throws never says that nothing was counted: the count is written before.
 */
export async function deleteIfStill(connection: Connection, key: string, value: string): Promise<void> {
  await connection.eval(DELETE_IF_STILL, { keys: [key], arguments: [value] });
}

/** One UPDATE that reads and writes: the row is locked until it is committed, and the next adds to what it left. */
import { createServer } from 'node:http';
import pg from 'pg';
import type { HitServer } from '../server.ts';

export default {
  name: 'postgres-update',
  title: 'PostgreSQL, one UPDATE',
  promises: true,
  needs: 'postgres',
  async primary({ url, name }) {
    const client = new pg.Client(url);
    await client.connect();
    await client.query(`CREATE SCHEMA ${name}`);
    await client.query(`CREATE TABLE ${name}.hits AS SELECT 0::bigint AS count`);
    await client.end();
  },
  worker({ url, name }) {
    const pool = new pg.Pool({ connectionString: url });
    return createServer(async (request, response) => {
      const hit = `UPDATE ${name}.hits SET count = count + 1 RETURNING count`;
      const { rows } = await pool.query(request.url === '/hit' ? hit : `SELECT count FROM ${name}.hits`);
      response.end(`${rows[0].count}\n`);
    });
  },
} satisfies HitServer;

/** SELECT, add one, UPDATE: two transactions, each whole in itself, and nothing that holds them together. */
import { createServer } from 'node:http';
import pg from 'pg';
import type { HitServer } from '../server.ts';

export default {
  name: 'postgres-read-write',
  title: 'PostgreSQL, SELECT and UPDATE',
  promises: false,
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
      const { rows } = await pool.query(`SELECT count FROM ${name}.hits`);
      let hits = Number(rows[0].count);
      if (request.url === '/hit') await pool.query(`UPDATE ${name}.hits SET count = $1`, [++hits]);
      response.end(`${hits}\n`);
    });
  },
} satisfies HitServer;

/** A transaction that holds a lock until it ends. */
import { type Lease, refusal } from '@contend/counter';
import type { QueryResult } from 'pg';
import type { Connection } from './connection.ts';

/**
 * In which each statement sees what was committed before it began, whatever the server's default is. A REPEATABLE READ would
 * see what there was before it waited for the lock.
 */
const BEGIN = 'BEGIN ISOLATION LEVEL READ COMMITTED';

/** It ends with its connection: whoever connects anew is not inside any more. */
export class Transaction implements Lease {
  connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** What fails before the COMMIT is sent has surely counted nothing. */
  async query(text: string, values?: readonly unknown[]): Promise<QueryResult> {
    try {
      return await this.connection.query(text, values);
    } catch (error) {
      throw refusal(error);
    }
  }

  /** Commits; or rolls back, which is the server's answer to the COMMIT of a transaction in which something failed. */
  async release(): Promise<void> {
    await this.connection.query('COMMIT');
  }

  async rollBack(): Promise<void> {
    // Where it cannot be said to the server, the connection is gone, and the transaction with it.
    await this.connection.query('ROLLBACK').catch(() => this.connection.discard());
  }
}

/**
 * @param locking the statement that waits for the lock. It travels with the BEGIN, which takes no round trip of its own.
 * @returns its result
 */
export async function beginLocked(connection: Connection, locking: string): Promise<QueryResult> {
  const transaction = new Transaction(connection);
  try {
    return await transaction.query(`${BEGIN}; ${locking}`);
  } catch (error) {
    await transaction.rollBack();
    throw error;
  }
}

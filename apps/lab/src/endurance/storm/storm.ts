/** Runs of contend that are stopped at random moments, by each signal in turn. */
import type { Interruption } from '@contend/documents';
import type { Host } from '@contend/record';
import { seeded } from '@contend/stats';
import { interruptAt, type Moment } from './moment.ts';

const SIGNALS = ['SIGINT', 'SIGKILL', 'SIGTERM'] as const;
/** Some moments lie behind the end of a run, whose length varies. */
const BEYOND = 1.05;

export interface Storm {
  moments: number;
  seed: number;
  host: Host;
  /** As of a {@link Moment}. */
  command?: Moment['command'];
  after?: (row: Interruption, done: number) => void;
}

/** The first run is left alone, to see how long one takes; it is held to the same. */
export async function storm({ moments, seed, host, command, after }: Storm): Promise<Interruption[]> {
  const random = seeded(seed);
  const { row, tookMs } = await interruptAt({ signal: 'SIGINT', afterMs: 2 ** 30, host, command });
  if (row.status !== 0 || row.records !== 1 || row.partial !== 0) {
    throw new Error(`a run that was not stopped ended with status ${row.status} and ${row.records} records`);
  }
  if (row.faults.length > 0) throw new Error(`a run that was not stopped: ${row.faults.join('; ')}`);
  const rows: Interruption[] = [];
  for (let i = 0; i < moments; i++) {
    const signal = SIGNALS[i % SIGNALS.length] as Interruption['signal'];
    const afterMs = Math.round(random() * tookMs * BEYOND);
    const { row } = await interruptAt({ signal, afterMs, host, command });
    rows.push(row);
    after?.(row, rows.length / moments);
  }
  return rows;
}

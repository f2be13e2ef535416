/** One command, stopped at one moment, and what it left behind. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { marked } from '@contend/bench/fixtures/contend';
import type { Interruption } from '@contend/documents';
import { type Host, writeRecord } from '@contend/record';
import { syntheticRecord } from '@contend/record/fixture';
import { leftovers } from './leftovers.ts';

const BIN = fileURLToPath(new URL('../../../../bench/bin/contend.js', import.meta.url));
const MARK = 'CONTEND_STORM_MARK';
/** For a command that was asked to stop, on a machine however busy. */
const PATIENCE_MS = 60_000;
/** For processes that lost their parent. */
const LINGER_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** A run of a few seconds that writes checkpoints, a record and a report. */
function shortRun(out: string): string[] {
  const flags = ['--worlds', 'threads', '--threads', '2', '--forks', '3', '--window', '5'];
  return [BIN, 'run', '--strategies', 'atomic/add,spinlock/tas', ...flags, '--out', out];
}

export interface Moment {
  signal: Interruption['signal'];
  /** From the start of the command; past its end it is not stopped at all. */
  afterMs: number;
  /** Of this machine, so that the earlier record lies where the new one will. */
  host: Host;
  /** What to run under Node, given the folder for its records. */
  command?: ((out: string) => string[]) | undefined;
  /** How long processes of it may still be there; a minute unless told. */
  lingerMs?: number;
}

/** @returns what became of it, and how long it ran */
export async function interruptAt({ signal, afterMs, host, command = shortRun, lingerMs = LINGER_MS }: Moment) {
  const folder = mkdtempSync(join(tmpdir(), 'contend-storm-'));
  const [out, temporary] = [join(folder, 'out'), join(folder, 'tmp')];
  mkdirSync(temporary);
  try {
    const path = writeRecord(out, { ...syntheticRecord({ blocks: 2 }), host });
    const earlier = { path, bytes: readFileSync(path) };
    const began = performance.now();
    const env = { ...process.env, TMPDIR: temporary, TMP: temporary, TEMP: temporary, [MARK]: folder };
    const child = spawn(process.execPath, command(out), { env, stdio: 'ignore' });
    const ended = new Promise<{ status: number | null; by: string | null }>((resolve) =>
      child.once('exit', (status, by) => resolve({ status, by })),
    );
    const stop = setTimeout(() => child.kill(signal), afterMs);
    const faults: string[] = [];
    const tooLong = setTimeout(() => {
      faults.push(`it did not end within ${PATIENCE_MS / 1_000} s of the signal`);
      child.kill('SIGKILL');
    }, afterMs + PATIENCE_MS);
    const { status, by } = await ended;
    const tookMs = performance.now() - began;
    clearTimeout(stop);
    clearTimeout(tooLong);
    // Before it has said what a signal means, the signal means what it always does.
    const expected = signal === 'SIGKILL' ? [0] : [0, 130];
    if (by === null ? !expected.includes(status as number) : by !== signal) {
      faults.push(by === null ? `it ended with status ${status}` : `it was killed by ${by}`);
    }
    faults.push(...(await survivors(`${MARK}=${folder}`, lingerMs)));
    const left = leftovers({ out, earlier, temporary, killed: by !== null });
    const { records, partial } = left;
    const row: Interruption = { signal, afterMs, status, records, partial, faults: [...faults, ...left.faults] };
    return { row, tookMs };
  } finally {
    rmSync(folder, { recursive: true, maxRetries: 5 });
  }
}

/** Processes of the command that go on without it; they are ended. */
async function survivors(mark: string, lingerMs: number): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const end = performance.now() + lingerMs;
  let pids = marked(mark);
  while (pids.length > 0 && performance.now() < end) {
    await sleep(LOOK_EVERY_MS);
    pids = marked(mark);
  }
  return pids.map((pid) => {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // Gone in this moment.
    }
    return 'a process was left behind';
  });
}

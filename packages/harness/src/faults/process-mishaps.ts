/** What befalls a contender in a process of its own, and the signs by which it is directed: files, which a killed one leaves. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '@contend/counter';

/** To the victim: come to grief; by the victim: it happens; to all: stop. */
export type Sign = 'armed' | 'fired' | 'stop';

export class Signs {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  set(sign: Sign): void {
    writeFileSync(join(this.folder, sign), '');
  }

  has(sign: Sign): boolean {
    return existsSync(join(this.folder, sign));
  }
}

/** The error that the section throws; any other is the strategy's. */
export class Planned extends Error {}

const nobodyWakes = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
/** A signal to oneself may take a moment to arrive. */
const ARRIVES_MS = 20;

export function comeToGrief(fault: Fault): void {
  if (fault === 'throw') throw new Planned('planned');
  process.kill(process.pid, fault === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  Atomics.wait(nobodyWakes, 0, 0, ARRIVES_MS);
}

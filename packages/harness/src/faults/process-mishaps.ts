/** What befalls a contender in a process of its own, and the signs by which it is directed: files, which a killed one leaves. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '@contend/counter';

/** To the victim: come to grief; by the victim: it happens; to the victim: it is cut off; to all: stop. */
export type Sign = 'armed' | 'fired' | 'cut' | 'stop';

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

const nobodyWakes = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
/** A signal to oneself may take a moment to arrive. */
const ARRIVES_MS = 20;
const POLL_MS = 2;

/** In the section. */
export function comeToGrief(fault: Fault, signs: Signs): void {
  if (fault === 'throw') throw new Error('planned');
  if (fault === 'partition') {
    while (!signs.has('cut')) Atomics.wait(nobodyWakes, 0, 0, POLL_MS);
    return;
  }
  process.kill(process.pid, fault === 'kill' ? 'SIGKILL' : 'SIGSTOP');
  Atomics.wait(nobodyWakes, 0, 0, ARRIVES_MS);
}

/**
 * How many increments each contender has finished, in a file beside the sites, eight bytes a contender: what it says is known
 * while it blocks, and when it is dead.
 */
import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'progress';

export function beginProgress(directory: string, contenders: number): void {
  writeFileSync(join(directory, NAME), new Float64Array(contenders));
}

/** By contender. */
export function finishedIn(directory: string, contenders: number): number[] {
  const bytes = readFileSync(join(directory, NAME));
  return Array.from({ length: contenders }, (_, i) => bytes.readDoubleLE(Float64Array.BYTES_PER_ELEMENT * i));
}

export class ProgressFile {
  private readonly file: number;
  private readonly finished = new Float64Array(1);
  private readonly place: number;

  constructor(directory: string, contender: number) {
    this.file = openSync(join(directory, NAME), 'r+');
    this.place = contender * this.finished.byteLength;
  }

  tell(finished: number): void {
    this.finished[0] = finished;
    writeSync(this.file, this.finished, 0, this.finished.byteLength, this.place);
  }
}

/**
 * How many increments each contender has finished, in a file beside the sites, and of how many it does not know whether they
 * counted: what it says is known while it blocks, and when it is dead.
 */
import { openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'progress';
/** Numbers, of eight bytes each. */
const PER_CONTENDER = 2;

export function beginProgress(directory: string, contenders: number): void {
  writeFileSync(join(directory, NAME), new Float64Array(PER_CONTENDER * contenders));
}

/** By contender. */
function told(directory: string, contenders: number, what: 0 | 1): number[] {
  const bytes = readFileSync(join(directory, NAME));
  const at = (contender: number) => Float64Array.BYTES_PER_ELEMENT * (PER_CONTENDER * contender + what);
  return Array.from({ length: contenders }, (_, contender) => bytes.readDoubleLE(at(contender)));
}

export const finishedIn = (directory: string, contenders: number): number[] => told(directory, contenders, 0);
export const unknownIn = (directory: string, contenders: number): number[] => told(directory, contenders, 1);

export class ProgressFile {
  private readonly file: number;
  private readonly counts = new Float64Array(PER_CONTENDER);
  private readonly place: number;

  constructor(directory: string, contender: number) {
    this.file = openSync(join(directory, NAME), 'r+');
    this.place = contender * this.counts.byteLength;
  }

  tell(finished: number, unknown = 0): void {
    this.counts[0] = finished;
    this.counts[1] = unknown;
    writeSync(this.file, this.counts, 0, this.counts.byteLength, this.place);
  }
}

/**
 * Who made which hit: one shared slot per hit number. A number given twice, a number never given and every change of
 * owner can be read off it.
 */
export const SLOTS = 1 << 22;
const NOBODY = 0;

export class Hits {
  readonly buffer: SharedArrayBuffer;
  duplicates = 0;
  private readonly owners: Int16Array;
  private readonly name: number;

  constructor(contender: number, buffer = new SharedArrayBuffer(SLOTS * Int16Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.owners = new Int16Array(buffer);
    this.name = contender + 1;
  }

  /**
   * Notes a hit by its number, from 1. Numbers past the last slot are not watched; what is no hit number is a duplicate.
   *
   * @returns the hit, so that marking is a step of passing it on
   */
  mark(hit: number): number {
    if (hit > SLOTS) return hit;
    if (!(hit >= 1) || Atomics.exchange(this.owners, hit - 1, this.name) !== NOBODY) this.duplicates++;
    return hit;
  }

  /** @param operations how many hits were made in all */
  tally(operations: number): { gaps: number; handoffs: number; watched: number } {
    const watched = Math.min(operations, SLOTS);
    let gaps = 0;
    let handoffs = 0;
    let previous = NOBODY;
    for (let i = 0; i < watched; i++) {
      const owner = this.owners[i] as number;
      if (owner === NOBODY) gaps++;
      else if (owner !== previous) {
        if (previous !== NOBODY) handoffs++;
        previous = owner;
      }
    }
    return { gaps, handoffs, watched };
  }
}

/**
 * A count for guests that take the section as a function. They run `hit` by whatever name they give to "while nobody else
 * is in here"; between its read and its write is one `await`, as in the section of a lock of this world.
 * Word 0: the count.
 */
export class GuardedCount {
  view: Int32Array;
  base: number;

  constructor(view: Int32Array, base: number) {
    this.view = view;
    this.base = base;
  }

  hit = async (): Promise<number> => {
    const next = (this.view[this.base] as number) + 1;
    // Without a turn of the event loop in here, tasks could never interleave and no lock would be needed.
    await undefined;
    this.view[this.base] = next;
    return next;
  };

  value(): number {
    return this.view[this.base] as number;
  }
}

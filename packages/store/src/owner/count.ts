/** The count of a process that owns it: nobody else touches it, so nothing needs to guard it. */
export class OwnedCount {
  hits = 0;

  /** What is asked for: 'hit' counts one more. @returns the hit's number, or the count */
  answer(question: 'hit' | 'value'): number {
    if (question === 'hit') this.hits++;
    return this.hits;
  }
}

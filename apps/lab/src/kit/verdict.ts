/** What a probe says of a lock. */
export interface Verdict {
  is: 'yes' | 'no' | 'partly';
  /** For a footnote: what was seen. */
  because?: string;
}

export const YES: Verdict = { is: 'yes' };
/** What it has nothing for. */
export const NO: Verdict = { is: 'no' };
export const yes = (because: string): Verdict => ({ is: 'yes', because });
export const no = (because: string): Verdict => ({ is: 'no', because });
export const partly = (because: string): Verdict => ({ is: 'partly', because });

/** A row of a table. */
export interface Feature<Primitive> {
  /** In the row's first cell. */
  says: string;
  /** This file, for a link to it. */
  file: string;
  probe(make: Primitive): Promise<Verdict>;
}

/** What an error says, for a footnote. */
export function sayingOf(error: unknown): string {
  return `“${String(error instanceof Error ? error.message : error).slice(0, 120)}”`;
}

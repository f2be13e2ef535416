/** What a step of the tour is, and what it says of its own run. */
import type { RunCrew } from './crew.ts';
import type { Visit } from './site.ts';

export interface Step<Measured> {
  title: string;
  /** What the reader should look at, before the code. */
  story: string;
  /** URL of the file that runs; the lines between its `#region shown` and `#endregion` are what the reader sees. */
  source: string;
  /**
   * @param crew runs the class `Counter` of `source` in threads
   * @param visit runs the website of `source` in processes, and hits it
   */
  run(crew: RunCrew, visit: Visit): Promise<Measured>;
  tell(measured: Measured): Told;
}

export interface Told {
  /** Did the run show what the step is about? */
  held: boolean;
  table: Table;
  caption: string;
}

export interface Table {
  head?: string[];
  rows: Row[];
}

export interface Row {
  cells: (string | number)[];
  /** 0 … 1, drawn behind the cells. */
  bar?: number;
}

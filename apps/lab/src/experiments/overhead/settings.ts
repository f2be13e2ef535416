/** What the experiment on the harness's own cost asks for. */

export const PROCESSES = 40;
/** Of each loop in a process. */
export const WINDOWS = 15;
export const WINDOW_MS = 20;
/** What the harness may cost, in %. */
export const GRANTED = 3;

/** What the experiment on the engine asks for. */

export const PROCESSES = 20;
/** Of each operation in a process. */
export const WINDOWS = 15;
export const WINDOW_MS = 5;
/** Windows of each that are not counted, for all to be compiled. */
export const WARM_UPS = 10;

/** The tests' shared memory: mutexes, conditions, data, and gates, which open when they are set. */
export const WORDS = 64;
export const MUTEXES = [0, 1, 2];
export const SPACE = 3;
export const ITEM = 4;
export const COUNT = 8;
export const SLOT = 9;
export const GATE = 32;

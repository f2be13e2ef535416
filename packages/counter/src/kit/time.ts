/**
 * The clock and the timers that were there when the package was imported. Tests put others in their place, whose time
 * stands still, and where one that was made before is not known.
 */
export const now: () => number = performance.now.bind(performance);
export const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis;

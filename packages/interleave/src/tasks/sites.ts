/**
 * Where in a strategy's source its tasks are. What promises do leaves no stack behind; but a stand-in for the strategy's
 * object is asked for each field that the strategy touches, and then the line that touches it is on the stack.
 */
import { NOWHERE, type Site, siteIn } from '../trace.ts';

/** Frames above the line that touches a field: the error's own, and the stand-in's. */
const OWN_FRAMES = 2;
const HERE = /\/interleave\/src\/tasks\//;

export interface Sited<T> {
  standIn: T;
  /** Where it touched a field last, since this was asked. */
  site(): Site;
}

/** For one that has no private names: a stand-in has none of them. */
export function sited<T extends object>(strategy: T): Sited<T> {
  let last = NOWHERE;
  const look = (): void => {
    const frame = new Error().stack?.split('\n').filter((line) => /^ +at /.test(line))[OWN_FRAMES] ?? '';
    if (!HERE.test(frame)) last = siteIn(frame);
  };
  const standIn = new Proxy(strategy, {
    get(target, key, receiver) {
      look();
      return Reflect.get(target, key, receiver);
    },
    set(target, key, value, receiver) {
      look();
      return Reflect.set(target, key, value, receiver);
    },
  });
  return {
    standIn,
    site() {
      const site = last;
      last = NOWHERE;
      return site;
    },
  };
}

export const unsited = <T>(strategy: T): Sited<T> => ({ standIn: strategy, site: () => NOWHERE });

/** Strings that are falsy, or names of what every object has, are keys like others. */
import type { Keyed } from '../../primitives.ts';
import { type Feature, no, YES } from '../../verdict.ts';
import { settle, Waiter } from '../../waiting.ts';

const KEYS = ['', '__proto__', 'constructor', 'hasOwnProperty'];

export default {
  says: 'any string is a key',
  file: import.meta.filename,
  async probe(make) {
    for (const key of KEYS) {
      const keyed = make();
      const first = new Waiter(keyed.lock(key).acquire());
      if (!(await first.served())) return no(`${JSON.stringify(key)} is no key`);
      if (!(await new Waiter(keyed.lock('another').acquire()).served())) {
        return no(`once ${JSON.stringify(key)} was a key, no other can be locked`);
      }
      const second = new Waiter(keyed.lock(key).acquire());
      await settle();
      if (second.state !== 'waiting') return no(`${JSON.stringify(key)} is held twice`);
    }
    return YES;
  },
} satisfies Feature<() => Keyed>;

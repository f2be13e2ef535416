/**
 * Records that are not as they were written: each a valid one to which one thing was done, from a seed.
 *
 * Some know only bytes, some know JSON, and some know what a record means: those change what was measured and make the
 * summaries anew, as a forger would, so that they get past whoever only recomputes.
 */
import { type ContendRecord, summariseRecord } from '@contend/record';
import fc from 'fast-check';

export interface Mutation {
  name: string;
  make(): string | Uint8Array;
}

type Path = readonly (string | number)[];
type Tree = Record<string | number, unknown>;

const EXTREMES = [
  ...[0, -0, -1, 1, 0.5, 1e-9, 1e9, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e300, 1e308, 5e-324],
  ...[Number.MAX_VALUE, 1 + Number.EPSILON, 1 / 3],
];
const WORDS = [
  ...['', ' ', 'NaN', 'Infinity', 'null', 'undefined', '0', '1e3', 'exact', 'lost-updates', 'deadlock', 'threads', '∞'],
  ...['__proto__', 'constructor', '</script><script>alert(1)', '| a | b |', '`', '\u001b[2J', '\u202e', '\ud800'],
  ...['x'.repeat(199), 'x'.repeat(201), '2026-01-02T03:04:05Z', '9999-12-31T23:59:59Z', '-000001-01-01T00:00:00Z'],
];
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'length', '', '0', 'valueOf'];
const BYTES = [[0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5], [0x80], [0]];

const leaf: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...EXTREMES, ...WORDS, null, true, false),
  fc.constantFrom([], {}, [null], [[]], { median: 1, low: null, high: null }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
);

/** @param valid a record as it would be written; it stays as it is */
export function mutationsOf(valid: ContendRecord): fc.Arbitrary<Mutation> {
  const text = JSON.stringify(valid);
  const bytes = Buffer.from(text);
  const copy = () => JSON.parse(text) as ContendRecord;
  const paths = pathsIn(valid);
  const path = fc.constantFrom(...paths);
  const numbers = fc.constantFrom(...paths.filter((each) => typeof at(valid, each) === 'number'));
  const lists = fc.constantFrom(...paths.filter((each) => Array.isArray(at(valid, each))));
  const objects = fc.constantFrom(...paths.filter((each) => isObject(at(valid, each))));
  const cell = fc.nat(valid.cells.length - 1);
  const any = fc.nat(10_000);

  /** What is done to the parsed record. */
  const edit = <T>(name: string, arbitrary: fc.Arbitrary<T>, change: (record: ContendRecord, how: T) => void) =>
    arbitrary.map((how) => ({
      name,
      make: () => {
        const record = copy();
        change(record, how);
        return JSON.stringify(record);
      },
    }));
  /** What is done to its text. */
  const write = <T>(name: string, arbitrary: fc.Arbitrary<T>, make: (how: T) => string | Uint8Array) =>
    arbitrary.map((how) => ({ name, make: () => make(how) }));

  return fc.oneof(
    edit('field replaced', fc.tuple(path, leaf), (record, [where, value]) => put(record, where, value)),
    edit('number to an extreme', fc.tuple(numbers, fc.constantFrom(...EXTREMES)), (record, [where, value]) =>
      put(record, where, value),
    ),
    edit(
      'number scaled',
      fc.tuple(numbers, fc.constantFrom(-1, 0.5, 1 + 1e-8, 1 + 1e-12, 2, 1e6)),
      (record, [where, by]) => put(record, where, (at(record, where) as number) * by),
    ),
    edit('field removed', path, take),
    edit('field added', fc.tuple(objects, fc.constantFrom(...KEYS, 'more'), leaf), (record, [where, key, value]) => {
      // An assignment to '__proto__' would not make a field.
      Object.defineProperty(at(record, where), key, { value, enumerable: true, configurable: true, writable: true });
    }),
    edit('fields swapped', fc.tuple(path, path), (record, [one, other]) => {
      const [a, b] = [at(record, one), at(record, other)];
      // One inside the other would make a circle.
      if (typeof a === 'object' || typeof b === 'object') return;
      put(record, one, b);
      put(record, other, a);
    }),
    edit('list grown', fc.tuple(lists, fc.constantFrom(1, 2, 100, 1_500)), (record, [where, times]) => {
      const list = at(record, where) as unknown[];
      if (list.length > 0) list.push(...Array.from({ length: times }, (_, i) => list[i % list.length]));
    }),
    edit('list reordered', fc.tuple(lists, any), (record, [where, turn]) => {
      const list = at(record, where) as unknown[];
      list.push(...list.splice(0, turn % Math.max(1, list.length)));
    }),
    edit('cell copied', fc.tuple(cell, cell), (record, [from, to]) => {
      record.cells[to] = structuredClone(record.cells[from] as never);
    }),
    edit('forks reordered', fc.tuple(cell, any, any), ({ cells }, [i, one, other]) => {
      const forks = cells[i]?.forks as unknown[];
      const [a, b] = [one % forks.length, other % forks.length];
      [forks[a], forks[b]] = [forks[b], forks[a]];
    }),
    edit('forged', fc.array(fc.tuple(rawNumber(valid), leaf), { minLength: 1, maxLength: 4 }), (record, changes) => {
      for (const [where, value] of changes) put(record, where, value);
      forge(record);
    }),
    edit(
      'forged by scaling',
      fc.array(fc.tuple(rawNumber(valid), fc.double({ min: 0, max: 4, noNaN: true })), { minLength: 1, maxLength: 6 }),
      (record, changes) => {
        for (const [where, by] of changes) {
          const truth = at(record, where) as number;
          put(record, where, Number.isInteger(truth) ? Math.round(truth * by) : truth * by);
        }
        forge(record);
      },
    ),
    edit('forks taken away', fc.tuple(cell, fc.integer({ min: 1, max: 11 })), (record, [i, howMany]) => {
      record.cells[i]?.forks.splice(0, howMany);
      forge(record);
    }),
    edit(
      'verdict forged',
      fc.tuple(cell, any, fc.constantFrom('exact', 'overlap', 'crashed')),
      (record, [i, j, verdict]) => {
        const forks = record.cells[i]?.forks ?? [];
        Object.assign(forks[j % forks.length] ?? {}, { verdict });
        forge(record);
      },
    ),
    edit('other formulas', fc.tuple(numbers, leaf), (record, [where, value]) => {
      record.method = '0';
      put(record, where, value);
    }),
    write('key given twice', fc.tuple(fc.nat(text.length - 1), leaf), ([start, value]) => {
      const colon = text.indexOf('":', start);
      if (colon === -1) return text;
      const key = text.slice(text.lastIndexOf('"', colon - 1), colon + 1);
      return `${text.slice(0, colon + 2)}${JSON.stringify(value)},${key}:${text.slice(colon + 2)}`;
    }),
    write('nested', fc.tuple(path, fc.integer({ min: 1, max: 5_000 })), ([where, depth]) => {
      const record = copy();
      put(record, where, '@@@');
      return JSON.stringify(record).replace('"@@@"', '['.repeat(depth) + ']'.repeat(depth));
    }),
    write(
      'number written otherwise',
      fc.tuple(numbers, fc.constantFrom('1e999', '-1e999', '00', '+1', 'NaN', '0x1', '1.', '9'.repeat(400))),
      ([where, how]) => {
        const record = copy();
        put(record, where, '@@@');
        return JSON.stringify(record).replace('"@@@"', how);
      },
    ),
    write('cut', fc.nat(bytes.length), (length) => bytes.subarray(0, length)),
    write('bytes put in', fc.tuple(fc.nat(bytes.length), fc.constantFrom(...BYTES)), ([start, odd]) =>
      Buffer.concat([bytes.subarray(0, start), Uint8Array.from(odd), bytes.subarray(start)]),
    ),
    write('byte order mark', fc.constantFrom(...BYTES.slice(0, 2)), (mark) =>
      Buffer.concat([Uint8Array.from(mark), bytes]),
    ),
    write(
      'bytes changed',
      fc.tuple(fc.nat(bytes.length), fc.nat(40), fc.uint8Array({ maxLength: 20 })),
      ([start, cut, odd]) => Buffer.concat([bytes.subarray(0, start), odd, bytes.subarray(start + cut)]),
    ),
    write('part repeated', fc.tuple(fc.nat(bytes.length), fc.nat(2_000)), ([start, length]) =>
      Buffer.concat([bytes.subarray(0, start + length), bytes.subarray(start)]),
    ),
  );
}

/** Makes every summary anew from what is there now, where that can be done. */
function forge(record: ContendRecord): void {
  try {
    record.cells = summariseRecord(record.cells);
  } catch {
    // Not of a record's form any more: then it is given as it is.
  }
}

/** Ways to the numbers that were measured: those of forks and audits, and of the plan. */
function rawNumber(record: ContendRecord): fc.Arbitrary<Path> {
  const raw = pathsIn(record).filter(
    (path) => typeof at(record, path) === 'number' && path.some((part) => part === 'forks' || part === 'audit'),
  );
  return fc.constantFrom(...raw);
}

function pathsIn(value: unknown, path: Path = []): Path[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return own;
  const inner = Object.entries(value).flatMap(([key, each]) =>
    pathsIn(each, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [...own, ...inner];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (inner as Tree | undefined)?.[key], value);
}

/** Does nothing where an earlier change took the place away. */
function put(value: unknown, path: Path, leaf: unknown): void {
  const parent = at(value, path.slice(0, -1));
  if (typeof parent === 'object' && parent !== null) (parent as Tree)[path.at(-1) as string] = leaf;
}

function take(value: unknown, path: Path): void {
  const parent = at(value, path.slice(0, -1));
  if (Array.isArray(parent)) parent.splice(path.at(-1) as number, 1);
  else delete (parent as Tree)[path.at(-1) as string];
}

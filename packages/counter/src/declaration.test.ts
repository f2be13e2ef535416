import { expect, test } from 'vitest';
import { DeclarationError, declaredIn, strategiesOf, wordsFor } from './declaration.ts';
import type { Strategy } from './strategy.ts';

const GOOD = {
  kind: 'lock',
  id: 'mine/best',
  title: 'Best',
  summary: 'Locks.',
  source: 'me',
  runsIn: ['threads'],
  promises: ['threads'],
  waits: 'spin',
  order: 'none',
  words: 1,
  guest: false,
  make: () => class {},
};

function refusal(declared: unknown): string {
  try {
    declaredIn({ default: declared }, 'mine.ts');
  } catch (error) {
    expect(error).toBeInstanceOf(DeclarationError);
    expect(error).toMatchObject({ code: 'not-a-strategy' });
    return (error as Error).message;
  }
  throw new Error('it was accepted');
}

test('one strategy or a list of them is read as it is', () => {
  expect(strategiesOf({ default: GOOD }, 'mine.ts')).toEqual([GOOD]);
  const two = [GOOD, { ...GOOD, id: 'mine/other', version: '1.2.3', promises: [] }];
  expect(strategiesOf({ default: two }, 'mine.ts')).toEqual(two);
});

test('what is optional is read as it is', () => {
  const more = {
    ...GOOD,
    flags: ['--harmony-struct'],
    absent: 'no such thing here',
    twin: 'spinlock/tas',
    faults: { throw: 'recovered', forget: 'stuck' },
  };
  expect(strategiesOf({ default: more }, 'mine.ts')).toEqual([more]);
});

test('what is guarded outside of memory may name the model of its protocol', () => {
  const lease = { ...GOOD, kind: 'lease', runsIn: ['processes'], promises: ['processes'], words: 0, model: 'set-nx' };
  expect(declaredIn({ default: lease }, 'mine.ts')).toEqual([lease]);
  expect(refusal({ ...lease, model: 'Set NX' })).toMatch(
    /^mine\.ts: "model" is "Set NX" but must be the name of a model/,
  );
  expect(refusal({ ...GOOD, model: 'set-nx' })).toBe(
    'mine.ts: "model" is "set-nx" but must be left out, with the kind lock',
  );
});

test('a counter may give no numbers, but then nobody can see in what order it serves', () => {
  const counter = { ...GOOD, kind: 'counter', numbers: 'none' };
  expect(strategiesOf({ default: counter }, 'mine.ts')).toEqual([counter]);
  expect(refusal({ ...counter, order: 'fifo' })).toBe(
    'mine.ts: "numbers" is "none" but must be hits, or left out, with order fifo',
  );
});

test('only what is bounded states by how much', () => {
  const bounded = { ...GOOD, order: 'bounded', bypass: (contenders: number) => contenders };
  expect(strategiesOf({ default: bounded }, 'mine.ts')).toEqual([bounded]);
  expect(refusal({ ...bounded, order: 'fifo' })).toMatch(/^mine\.ts: "bypass" .*left out with order fifo$/);
  expect(refusal({ ...bounded, bypass: 3 })).toMatch(/^mine\.ts: "bypass" is 3 but must be a function/);
});

test('how a lock lets contenders read is one of the ways that its kind has', () => {
  const shared = { ...GOOD, reads: 'shared' };
  const asynchronous = { ...shared, kind: 'async-lock' };
  for (const good of [shared, { ...GOOD, reads: 'optimistic' }, asynchronous])
    expect(strategiesOf({ default: good }, 'mine.ts')).toEqual([good]);
  expect(refusal({ ...GOOD, reads: 'often' })).toBe(
    'mine.ts: "reads" is "often" but must be one of shared, optimistic',
  );
  expect(refusal({ ...asynchronous, reads: 'optimistic' })).toBe(
    'mine.ts: "reads" is "optimistic" but must be shared, or left out, with the kind async-lock',
  );
  expect(refusal({ ...shared, kind: 'counter' })).toBe(
    'mine.ts: "reads" is "shared" but must be left out, with the kind counter',
  );
});

test('each field that is missing is named', () => {
  for (const field of Object.keys(GOOD)) {
    const { [field]: _, ...rest } = GOOD as Record<string, unknown>;
    expect(refusal(rest)).toMatch(new RegExp(`^mine.ts: "${field}" is missing but must be .+$`));
  }
});

test.each([
  ['kind', 'mutex', 'mine.ts: "kind" is "mutex" but must be one of lock, async-lock, counter, actor'],
  [
    'id',
    'Best',
    'mine.ts: "id" is "Best" but must be family/name, each of lower-case letters, digits and dashes, 80 characters at most',
  ],
  ['id', `a/${'b'.repeat(80)}`, /^mine.ts: "id" is "a\/b{38}…" but must be family\/name/],
  ['title', '', 'mine.ts: "title" is "" but must be one line of 1 to 80 printable characters'],
  ['title', 'a\u001b[2J', 'mine.ts: "title" is "a\\u001b[2J" but must be one line of 1 to 80 printable characters'],
  ['summary', 'x'.repeat(501), /one line of 1 to 500 printable/],
  ['source', '\u202eevil', 'mine.ts: "source" is "?evil" but must be one line of 1 to 200 printable characters'],
  ['version', 3, 'mine.ts: "version" is 3 but must be one line of 1 to 80 printable characters'],
  [
    'runsIn',
    [],
    'mine.ts: "runsIn" is a list but must be a list of one or more of tasks, threads, processes, machines, each once',
  ],
  ['runsIn', ['threads', 'threads'], /"runsIn" is a list but must be a list of one or more/],
  ['runsIn', ['moon'], 'mine.ts: "runsIn[0]" is "moon" but must be one of tasks, threads'],
  [
    'runsIn',
    ['threads', 'tasks'],
    'mine.ts: "runsIn[1]" is "tasks" but must be threads, the only world of the kind lock',
  ],
  ['promises', 'threads', /"promises" is "threads" but must be a list of none or more/],
  ['promises', ['threads', 'tasks'], 'mine.ts: "promises[1]" is "tasks" but must be a world of runsIn: threads'],
  ['waits', null, /"waits" is null but must be one of none, spin,/],
  ['numbers', 'few', 'mine.ts: "numbers" is "few" but must be one of hits, none'],
  ['numbers', 'none', 'mine.ts: "numbers" is "none" but must be hits, or left out, with the kind lock'],
  ['order', {}, 'mine.ts: "order" is an object but must be one of none, fifo, bounded'],
  ['words', -1, /"words" is -1 but must be a whole number from 0 to 16777216, or a function/],
  ['words', 1.5, /"words" is 1.5/],
  ['words', 2 ** 24 + 1, /"words" is 16777217/],
  ['guest', 'no', /"guest" is "no" but must be true/],
  ['flags', '--harmony-struct', /"flags" is "--harmony-struct" but must be a list of flags of the runtime/],
  ['flags', ['--eval=1'], /"flags\[0\]" is "--eval=1" but must be a list of flags of the runtime/],
  ['absent', '', /"absent" is "" but must be one line of 1 to 200 printable/],
  ['twin', 'Best', /"twin" is "Best" but must be family\/name/],
  ['faults', 'none', /"faults" is "none" but must be an object from any of throw, terminate,/],
  ['faults', { throw: 'fine' }, /"faults\[throw\]" is "fine" but must be an object from any of throw,/],
  ['make', 'class', 'mine.ts: "make" is "class" but must be a function of (atomics, { memory, world })'],
  ['orders', 'none', 'mine.ts: "orders" is not a field of a strategy: remove or rename it'],
])('a wrong %s is refused in one line that says how to mend it', (field, value, message) => {
  expect(refusal({ ...GOOD, [field]: value })).toMatch(message);
  expect(refusal({ ...GOOD, [field]: value })).not.toContain('\n');
});

test('an actor runs in threads only, a counter in both worlds', () => {
  const both = { ...GOOD, runsIn: ['tasks', 'threads'] };
  expect(refusal({ ...both, kind: 'actor' })).toContain('the only world of the kind actor');
  for (const kind of ['counter', 'async-lock'])
    expect(strategiesOf({ default: { ...both, kind } }, 'mine.ts')).toHaveLength(1);
});

const { make: _, ...baseline } = { ...GOOD, kind: 'program', words: 0 };

test('a program has a path in place of make, or says why it has none', () => {
  const there = { ...baseline, program: '/bin/yes' };
  const absent = { ...baseline, absent: 'no compiler' };
  expect(declaredIn({ default: [there] }, 'mine.ts')).toEqual([there]);
  expect(declaredIn({ default: [absent] }, 'mine.ts')).toEqual([absent]);
  expect(() => strategiesOf({ default: there }, 'mine.ts')).toThrow('mine.ts: mine/best is a program');
});

test.each([
  [{}, 'mine.ts: "program" is missing but must be given, or else "absent" must say why it is not'],
  [{ program: 7 }, 'mine.ts: "program" is 7 but must be the path of an executable'],
  [{ program: '/bin/yes', absent: 'gone' }, /^mine.ts: "program" is "\/bin\/yes" but must be given, or else "absent"/],
  [{ program: '/bin/yes', words: 3 }, 'mine.ts: "words" is 3 but must be 0: a program has memory of its own'],
  [{ program: '/bin/yes', runsIn: ['threads', 'tasks'] }, /threads or processes, the worlds of the kind program$/],
  [{ program: '/bin/yes', make: () => {} }, /^mine.ts: "make" is not a field of a strategy/],
])('a program declared as %o is refused in one line that says how to mend it', (wrong, message) => {
  expect(refusal({ ...baseline, ...wrong })).toMatch(message);
});

test('what is no strategy at all is refused', () => {
  expect(() => strategiesOf({ plain: GOOD }, 'mine.ts')).toThrow('mine.ts has no default export');
  expect(() => strategiesOf(undefined, 'mine.ts')).toThrow('mine.ts has no default export');
  expect(refusal([])).toContain('empty list');
  expect(refusal('lock')).toBe('mine.ts: it is "lock" but must be an object with the fields of a strategy');
  expect(refusal([GOOD, 7])).toBe(
    'mine.ts, strategy 2 of 2: it is 7 but must be an object with the fields of a strategy',
  );
});

test('two strategies of one id are refused', () => {
  expect(refusal([GOOD, GOOD])).toBe(
    'mine.ts, strategy 2 of 2: the id "mine/best" is taken: give each strategy its own',
  );
});

test('an export that cannot be read is refused, not thrown through', () => {
  const trap = Object.defineProperty({ ...GOOD }, 'id', {
    enumerable: true,
    get() {
      throw new Error('boo\nhoo');
    },
  });
  expect(refusal(trap)).toBe('mine.ts: its default export cannot be read (Error: boo?hoo): export plain objects');
});

test('words are a number or what the function gives for so many contenders', () => {
  const asking = (words: unknown) => ({ ...GOOD, words }) as unknown as Strategy;
  expect(wordsFor(asking(7), 3)).toBe(7);
  expect(
    wordsFor(
      asking((contenders: number) => contenders * 32),
      3,
    ),
  ).toBe(96);
  const trouble = () => {
    throw new Error('too many');
  };
  for (const [words, message] of [
    [() => 1.5, 'mine/best: words(3) is 1.5 but must be a whole number from 0 to 16777216'],
    [() => -1, 'mine/best: words(3) is -1 but'],
    [() => 2 ** 24 + 1, 'mine/best: words(3) is 16777217 but'],
    [() => undefined, 'mine/best: words(3) is missing but'],
    [trouble, 'mine/best: words(3) throws (Error: too many): return a whole number'],
  ] as const) {
    expect(() => wordsFor(asking(words), 3)).toThrow(DeclarationError);
    expect(() => wordsFor(asking(words), 3)).toThrow(message);
  }
});

test('a strategy whose contenders share no memory runs among processes, and asks for no words', () => {
  const store = { ...GOOD, kind: 'store', runsIn: ['processes'], promises: ['processes'], words: 0 };
  for (const kind of ['store', 'lease']) {
    expect(declaredIn({ default: { ...store, kind } }, 'mine.ts')).toEqual([{ ...store, kind }]);
    expect(() => strategiesOf({ default: { ...store, kind } }, 'mine.ts')).toThrow(/contenders share no memory/);
    expect(refusal({ ...store, kind, words: 1 })).toMatch(/^mine\.ts: "words" is 1 but must be 0, with the kind/);
    expect(refusal({ ...store, kind, runsIn: ['threads'] })).toMatch(
      /must be processes or machines, the worlds of the kind/,
    );
  }
  expect(refusal({ ...GOOD, runsIn: ['processes'] })).toMatch(/must be threads, the only world of the kind lock/);
});

test('whoever meets at a server says at which, and nobody else does', () => {
  const remote = { ...GOOD, kind: 'store', words: 0, runsIn: ['machines'], promises: ['machines'], needs: 'redis' };
  const store = { ...remote, idempotent: true, pipelined: true };
  expect(declaredIn({ default: store }, 'mine.ts')).toEqual([store]);
  const { needs: _, ...homeless } = remote;
  expect(refusal(homeless)).toBe(
    'mine.ts: "needs" is missing but must be one of redis, postgres, etcd, nats, with the world machines',
  );
  expect(refusal({ ...remote, runsIn: ['processes'], promises: [] })).toMatch(
    /"needs" .* left out without the world machines$/,
  );
  expect(refusal({ ...store, kind: 'lease' })).toMatch(
    /"idempotent" is true but must be left out, with the kind lease$/,
  );
});

/** Checks what a strategy file exports before anybody believes it: the file may be a stranger's. */
import * as z from 'zod';
import {
  type Declared,
  ENGINES,
  FAULTS,
  NUMBERS,
  ORDERS,
  OUTCOMES,
  READS,
  type Reads,
  type RemoteStrategy,
  type StoreStrategy,
  type Strategy,
  WAITS,
  WORLDS,
  type World,
} from './strategy.ts';

/** A strategy may ask for 64 MiB. */
const MAX_WORDS = 2 ** 24;
const KINDS = ['lock', 'async-lock', 'counter', 'actor', 'store', 'lease'] as const;
/** Where a strategy of each kind can run. */
const WORLDS_OF: Readonly<Record<Declared['kind'], readonly World[]>> = {
  lock: ['threads'],
  'async-lock': ['tasks', 'threads'],
  counter: ['tasks', 'threads'],
  actor: ['threads'],
  store: ['processes', 'machines'],
  lease: ['processes', 'machines'],
  program: ['threads', 'processes'],
};
/** Control, format (so text cannot change its direction) and line separators: nothing that a terminal acts on. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A file's export is no strategy. Its message is one line: the file or id, the field, what is wrong, how to mend it. */
export class DeclarationError extends Error {
  override name = 'DeclarationError';
  code = 'not-a-strategy' as const;

  constructor(message: string) {
    super(message.replace(new RegExp(UNPRINTABLE, 'gu'), '?'));
  }
}

// The text of each issue below completes the sentence "… must be".
function line(max: number) {
  const expected = `one line of 1 to ${max} printable characters`;
  return z
    .string(expected)
    .max(max, expected)
    .refine((text) => text.trim() !== '' && !UNPRINTABLE.test(text), expected);
}

function oneOf<const T extends readonly string[]>(names: T) {
  return z.enum(names, `one of ${names.join(', ')}`);
}

function listOf(atLeast: number) {
  const expected = `a list of ${atLeast === 0 ? 'none or more' : 'one or more'} of ${WORLDS.join(', ')}, each once`;
  return z
    .array(oneOf(WORLDS), expected)
    .min(atLeast, expected)
    .refine((worlds) => new Set(worlds).size === worlds.length, expected);
}

const ID = 'family/name, each of lower-case letters, digits and dashes, 80 characters at most';
const WORDS = `a whole number from 0 to ${MAX_WORDS}`;
const words = z.int(WORDS).min(0, WORDS).max(MAX_WORDS, WORDS);
const id = z
  .string(ID)
  .max(80, ID)
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, ID);
const MODEL = 'the name of a model, of lower-case letters, digits and dashes, 80 characters at most';
const model = z
  .string(MODEL)
  .max(80, MODEL)
  .regex(/^[a-z0-9-]+$/, MODEL);
const FLAGS = 'a list of flags of the runtime, each --lower-case-letters and dashes';
const flags = z
  .array(
    z
      .string(FLAGS)
      .max(80, FLAGS)
      .regex(/^--[a-z][a-z-]*$/, FLAGS),
    FLAGS,
  )
  .max(8, FLAGS);
const PROMISED = `an object from any of ${FAULTS.join(', ')} to one of ${OUTCOMES.join(', ')}`;
const faults = z.partialRecord(z.enum(FAULTS, PROMISED), z.enum(OUTCOMES, PROMISED), PROMISED);
const callable = (expected: string) => z.custom((value) => typeof value === 'function', expected);

const common = {
  id,
  title: line(80),
  summary: line(500),
  source: line(200),
  runsIn: listOf(1),
  promises: listOf(0),
  waits: oneOf(WAITS),
  order: oneOf(ORDERS),
  guest: z.boolean('true (another project’s lock) or false'),
  version: line(80).optional(),
  flags: flags.optional(),
  absent: line(200).optional(),
  twin: id.optional(),
  faults: faults.optional(),
};

/** The worlds of a declaration, checked against its kind. */
function coherent(
  { kind, runsIn, promises }: Pick<Declared, 'kind' | 'runsIn' | 'promises'>,
  context: z.RefinementCtx,
): void {
  const reject = (field: string, index: number, message: string) =>
    context.addIssue({ code: 'custom', path: [field, index], message });
  const possible = WORLDS_OF[kind];
  const elsewhere = runsIn.findIndex((world) => !possible.includes(world));
  const only = possible.length === 1 ? `${possible[0]}, the only world` : `${possible.join(' or ')}, the worlds`;
  if (elsewhere >= 0) reject('runsIn', elsewhere, `${only} of the kind ${kind}`);
  const unfounded = promises.findIndex((world) => !runsIn.includes(world));
  if (unfounded >= 0) reject('promises', unfounded, `a world of runsIn: ${runsIn.join(', ')}`);
}

/** What is declared of a server, checked against the kind and the worlds. */
function meeting(
  declared: Pick<Declared, 'kind' | 'runsIn'> & {
    [F in 'needs' | 'idempotent' | 'pipelined' | 'model']?: StoreStrategy[F] | undefined;
  },
  context: z.RefinementCtx,
): void {
  const { kind, runsIn, needs } = declared;
  const reject = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (needs === undefined && runsIn.includes('machines'))
    reject('needs', `one of ${ENGINES.join(', ')}, with the world machines`);
  if (needs !== undefined && !runsIn.includes('machines')) reject('needs', 'left out without the world machines');
  for (const field of ['idempotent', 'pipelined'] as const)
    if (declared[field] !== undefined && kind !== 'store') reject(field, `left out, with the kind ${kind}`);
  if (declared.model !== undefined && !isRemote(declared)) reject('model', `left out, with the kind ${kind}`);
}

const FIELDS = 'an object with the fields of a strategy';
const strategy = z
  .strictObject(
    {
      kind: oneOf(KINDS),
      ...common,
      numbers: oneOf(NUMBERS).optional(),
      bypass: callable('a function of (contenders, budget)').optional(),
      reads: oneOf(READS).optional(),
      needs: oneOf(ENGINES).optional(),
      model: model.optional(),
      idempotent: z.boolean('true, false or left out').optional(),
      pipelined: z.boolean('true, false or left out').optional(),
      words: z.custom(
        (value) => typeof value === 'function' || words.safeParse(value).success,
        `${WORDS}, or a function from the number of contenders to one`,
      ),
      make: callable('a function of (atomics, { memory, world })'),
    },
    FIELDS,
  )
  .superRefine((declared, context) => {
    coherent(declared, context);
    const { kind, order, numbers, bypass, reads, words } = declared;
    if (bypass !== undefined && order !== 'bounded')
      context.addIssue({ code: 'custom', path: ['bypass'], message: `left out with order ${order}` });
    const possible: readonly Reads[] = kind === 'lock' ? READS : kind === 'async-lock' ? ['shared'] : [];
    if (reads !== undefined && !possible.includes(reads))
      context.addIssue({
        code: 'custom',
        path: ['reads'],
        message: `${[...possible, 'left out'].join(', or ')}, with the kind ${kind}`,
      });
    if (isRemote({ kind }) && words !== 0)
      context.addIssue({
        code: 'custom',
        path: ['words'],
        message: `0, with the kind ${kind}: its contenders share no memory`,
      });
    meeting(declared, context);
    const numbered =
      kind === 'lock' || kind === 'async-lock' || kind === 'lease'
        ? `the kind ${kind}`
        : order !== 'none' && `order ${order}`;
    if (numbers === 'none' && numbered !== false)
      context.addIssue({ code: 'custom', path: ['numbers'], message: `hits, or left out, with ${numbered}` });
  });

/** The kind of our own baselines. Whoever mistypes a kind is not told of it. */
const PROGRAM = 'program';
const program = z
  .strictObject(
    {
      kind: z.literal(PROGRAM),
      ...common,
      words: z.literal(0, '0: a program has memory of its own'),
      program: z.string('the path of an executable').optional(),
    },
    FIELDS,
  )
  .superRefine((declared, context) => {
    coherent(declared, context);
    if ((declared.program === undefined) === (declared.absent === undefined))
      context.addIssue({
        code: 'custom',
        path: ['program'],
        message: 'given, or else "absent" must say why it is not',
      });
  });

function schemaOf(input: unknown) {
  return (input as { kind?: unknown } | null | undefined)?.kind === PROGRAM ? program : strategy;
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : `${typeof value === 'object' ? 'an' : 'a'} ${typeof value}`;
}

function explain(issue: z.core.$ZodIssue, input: unknown): string {
  if (issue.code === 'unrecognized_keys') return `"${issue.keys[0]}" is not a field of a strategy: remove or rename it`;
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], input);
  const [field, index] = issue.path;
  const name = field === undefined ? 'it' : `"${String(field)}${index === undefined ? '' : `[${String(index)}]`}"`;
  return `${name} is ${shown(value)} but must be ${issue.message}`;
}

function read(namespace: unknown, file: string): Declared[] {
  const exported = (namespace as { default?: unknown } | null | undefined)?.default;
  if (exported === undefined)
    throw new DeclarationError(`${file} has no default export: write \`export default { kind, id, … }\``);
  const several = Array.isArray(exported);
  const declared: unknown[] = several ? exported : [exported];
  if (declared.length === 0)
    throw new DeclarationError(`${file} exports an empty list by default: export at least one strategy`);
  const ids = new Set<string>();
  return declared.map((input, i) => {
    const where = several ? `${file}, strategy ${i + 1} of ${declared.length}` : file;
    const parsed = schemaOf(input).safeParse(input);
    if (!parsed.success)
      throw new DeclarationError(`${where}: ${explain(parsed.error.issues[0] as z.core.$ZodIssue, input)}`);
    const { id } = parsed.data;
    if (ids.has(id)) throw new DeclarationError(`${where}: the id "${id}" is taken: give each strategy its own`);
    ids.add(id);
    return parsed.data as Declared;
  });
}

/**
 * What a module's default export declares, copied so that it cannot change afterwards.
 *
 * @param namespace what `import()` of the file gave
 * @param file names the file in errors
 * @throws {DeclarationError} naming the first thing that is wrong
 */
export function declaredIn(namespace: unknown, file: string): Declared[] {
  try {
    return read(namespace, file);
  } catch (error) {
    if (error instanceof DeclarationError) throw error;
    throw new DeclarationError(`${file}: its default export cannot be read (${String(error)}): export plain objects`);
  }
}

/** Whether its contenders share no memory. */
export function isRemote<D extends Pick<Declared, 'kind'>>(declared: D): declared is D & Pick<RemoteStrategy, 'kind'> {
  return declared.kind === 'store' || declared.kind === 'lease';
}

/** As {@link declaredIn}, for whoever is going to make what is declared over shared memory. Refuses everything else. */
export function strategiesOf(namespace: unknown, file: string): Strategy[] {
  return declaredIn(namespace, file).map((declared) => {
    if (isRemote(declared))
      throw new DeclarationError(
        `${file}: ${declared.id} is of the kind ${declared.kind}, whose contenders share no memory`,
      );
    if (declared.kind !== PROGRAM) return declared;
    throw new DeclarationError(
      `${file}: ${declared.id} is a program, into which no check can look: judge it by its count`,
    );
  });
}

/**
 * How many words of shared memory a strategy needs.
 *
 * @throws {DeclarationError} when its `words` function throws or gives no whole number from 0 to 2^24
 */
export function wordsFor({ id, words: declared }: Strategy, contenders: number): number {
  if (typeof declared === 'number') return declared;
  let asked: unknown;
  try {
    asked = declared(contenders);
  } catch (error) {
    throw new DeclarationError(`${id}: words(${contenders}) throws (${String(error)}): return ${WORDS}`);
  }
  if (words.safeParse(asked).success) return asked as number;
  throw new DeclarationError(`${id}: words(${contenders}) is ${shown(asked)} but must be ${WORDS}`);
}

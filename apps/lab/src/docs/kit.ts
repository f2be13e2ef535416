/** The page that compares our locks with what npm offers: where it lies, and what is generated in it. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeSpan } from '@contend/report/code-span';
import { factsOf } from '../kit/facts.ts';
import { type Judgements, judgements } from '../kit/judgements.ts';
import { fileOf, PACKAGES, PLATFORM } from '../kit/packages.ts';
import { isOurs, type Kind, TABLES, type Table } from '../kit/tables.ts';
import type { Verdict } from '../kit/verdict.ts';
import { weightTable } from '../kit/weights.ts';
import { fill } from './fill.ts';
import { ROOT } from './page.ts';
import { type Sections, setting, settingTables } from './settings.ts';
import { grouped, table } from './table.ts';

export const KIT = new URL('docs/kit.md', ROOT);

const WAITING = 'apps/lab/src/kit/waiting.ts';
const SETTINGS: Sections = {
  'patience-settings': [
    setting('turns of the event loop in which whoever is let in comes in', WAITING, 'TURNS'),
    setting('who is not served after so many turns never will be', WAITING, 'PATIENCE_TURNS'),
    setting('and after so long', WAITING, 'PATIENCE_MS', 'ms'),
    setting('and where another thread has to act', WAITING, 'THREAD_PATIENCE_MS', 'ms'),
  ],
};

/** A no with nothing to say of it is one of what has nothing of the kind. */
const signOf = ({ is, because }: Verdict): string =>
  is === 'yes' ? '✓' : is === 'partly' ? '~' : because === undefined ? '–' : '✗';
const UNDATED = '`—`';

/** @returns the page as it should be, from the page as it is */
export async function generatedKit(): Promise<string> {
  const settings: [string, string][] = [...(await settingTables(ROOT, SETTINGS)), ['weights', await weightTable()]];
  return pageOf(readFileSync(KIT, 'utf8'), await judgements(), settings, new Date().toISOString().slice(0, 10));
}

/** @param today the date of the tables, where they say something else than on the page as it is */
export function pageOf(page: string, judged: Judgements, settings: [string, string][], today: string): string {
  const tables = TABLES.map((table) => [table.name, tableOf(table, judged)] as const);
  const contents = new Map([...tables, ['lacking', lacking(judged)], ['packages', packageTable()], ...settings]);
  const dated = (date: string) => fill(page, new Map(contents).set('date', `The tables last changed on ${date}.`));
  const before = page.match(/The tables last changed on (`[\d-]+`)\./)?.[1] ?? UNDATED;
  return dated(before) === page ? page : dated(codeSpan(today));
}

/** A row a package, a column a feature, and under it what there is to say about single cells. */
export function tableOf({ name, rows: features }: Pick<Table, 'name' | 'rows'>, judged: Judgements): string {
  const notes = new Map<string, Set<string>>();
  const cell = (verdict: Verdict, about: string) => {
    if (verdict.because === undefined) return signOf(verdict);
    notes.set(verdict.because, (notes.get(verdict.because) ?? new Set()).add(about));
    return `${signOf(verdict)} <sup>${[...notes.keys()].indexOf(verdict.because) + 1}</sup>`;
  };
  const titles = features.map(({ says, file }) => {
    const path = relative(fileURLToPath(ROOT), file).replaceAll('\\', '/');
    return `[${says}](../${path})`;
  });
  const lines = [...judged].flatMap(([about, { [name]: verdicts }]) =>
    verdicts === undefined ? [] : [[codeSpan(about), ...verdicts.map((verdict) => cell(verdict, about))]],
  );
  const said = [...notes].map(([because, about], i) => `${i + 1}. ${because}: ${spans([...about])}`);
  return [table(['', ...titles], lines), ...(said.length === 0 ? [] : [said.join('\n')])].join('\n\n');
}

const spans = (names: readonly string[]): string => names.map((name) => codeSpan(name)).join(', ');

/** The features that some other package has and none of ours. */
function lacking(judged: Judgements): string {
  const lines = Object.entries(KINDS).flatMap(([kind, title]) => {
    const features = TABLES.filter((table) => table.kind === kind).flatMap(({ name, rows }) =>
      rows.map(({ says }, i) => ({ says, having: having(judged, name, i) })),
    );
    if (!features.some(({ having }) => having.some(isOurs))) return [`- ${title}: nothing of the kind`];
    return features
      .filter(({ having }) => having.length > 0 && !having.some(isOurs))
      .map(({ says, having }) => `- ${title}: ${says}, as with ${spans(having)}`);
  });
  return lines.length === 0 ? 'Nothing.' : lines.join('\n');
}

const having = (judged: Judgements, table: string, feature: number): string[] =>
  [...judged].filter(([, { [table]: verdicts }]) => verdicts?.[feature]?.is === 'yes').map(([name]) => name);

const KINDS: Record<Kind, string> = {
  mutex: 'a mutex',
  semaphore: 'a semaphore',
  'readers-writer': 'readers and writers',
  keyed: 'a lock for each key',
  threads: 'between threads',
  together: 'waiting for each other',
};

function packageTable(): string {
  const rows = PACKAGES.map((name) => {
    const asked = `[how it is asked](../apps/lab/src/kit/${fileOf(name)})`;
    if (name === PLATFORM) return [codeSpan(name), `Node ${process.versions.node}`, '', 'yes', '', '', asked];
    const { version, license, typed, dependencies, bytes } = factsOf(name);
    // Ours lie here as sources, and not as they are published.
    const [others, size] = isOurs(name) ? ['', ''] : [String(dependencies), `${grouped(Math.ceil(bytes / 1_000))} kB`];
    return [codeSpan(name), version, license, typed || isOurs(name) ? 'yes' : 'no', others, size, asked];
  });
  const titles = [
    'package',
    'version',
    'licence',
    'brings types',
    'other packages it needs',
    'installed, with those',
    '',
  ];
  return table(titles, rows);
}

/** The page that compares our locks with what npm offers: where it lies, and what is generated in it. */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeSpan } from '@contend/report/code-span';
import { factsOf } from '../kit/facts.ts';
import { type Judgements, judgements } from '../kit/judgements.ts';
import { fileOf, PACKAGES, PLATFORM } from '../kit/packages.ts';
import { isOurs, TABLES, type Table } from '../kit/tables.ts';
import type { Verdict } from '../kit/verdict.ts';
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
  const settings = await settingTables(ROOT, SETTINGS);
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

/** A column a package, a row a feature, and under it what there is to say about single cells. */
export function tableOf({ name, rows }: Pick<Table, 'name' | 'rows'>, judged: Judgements): string {
  const columns = [...judged].flatMap(([package_, judgement]) => {
    const verdicts = judgement[name];
    return verdicts === undefined ? [] : [{ package_, verdicts }];
  });
  const notes = new Map<string, string[]>();
  const cell = (verdict: Verdict, package_: string) => {
    if (verdict.because === undefined) return signOf(verdict);
    const packages = notes.get(verdict.because) ?? [];
    notes.set(verdict.because, [...new Set([...packages, package_])]);
    return `${signOf(verdict)} <sup>${[...notes.keys()].indexOf(verdict.because) + 1}</sup>`;
  };
  const lines = rows.map(({ says, file }, i) => [
    `[${says}](../${relative(fileURLToPath(ROOT), file).replaceAll('\\', '/')})`,
    ...columns.map(({ package_, verdicts }) => cell(verdicts[i] as Verdict, package_)),
  ]);
  const said = [...notes].map(([because, packages], i) => `${i + 1}. ${because}: ${packages.map(span).join(', ')}`);
  const titles = ['', ...columns.map(({ package_ }) => span(package_))];
  return [table(titles, lines), ...(said.length === 0 ? [] : [said.join('\n')])].join('\n\n');
}

const span = (name: string): string => codeSpan(name);

/** The rows in which some other package has a tick and none of ours has. */
function lacking(judged: Judgements): string {
  const lines = TABLES.flatMap(({ name, rows }) => {
    const ticks = rows.map((_, i) => [...judged].filter(([, verdicts]) => verdicts[name]?.[i]?.is === 'yes'));
    const names = ticks.map((having) => having.map(([package_]) => package_));
    if (!names.flat().some(isOurs)) return [`- ${TITLES[name]}: nothing of the kind yet`];
    return rows.flatMap(({ says }, i) => {
      const having = names[i] ?? [];
      const others = having.map(span).join(', ');
      return having.length === 0 || having.some(isOurs) ? [] : [`- ${TITLES[name]}: “${says}”, as ${others}`];
    });
  });
  return lines.length === 0 ? 'Nothing: what one of them has, one of ours has, too.' : lines.join('\n');
}

const TITLES: Record<string, string> = {
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
    if (name === PLATFORM) return [span(name), `Node ${process.versions.node}`, '', 'yes', '', '', asked];
    const { version, license, typed, dependencies, bytes } = factsOf(name);
    // Ours lie here as sources, and not as they are published.
    const [others, size] = isOurs(name) ? ['', ''] : [String(dependencies), `${grouped(Math.ceil(bytes / 1_000))} kB`];
    return [span(name), version, license, typed || isOurs(name) ? 'yes' : 'no', others, size, asked];
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

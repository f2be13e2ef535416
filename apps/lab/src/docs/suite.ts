/** What the suite itself went through, for the page on proof: soaked, stopped at random moments, and fed mutated records. */
import {
  type DocumentKind,
  FUZZING,
  type Fuzzing,
  INTERRUPTIONS,
  type Interruptions,
  readDocument,
  SOAK,
  type Soak,
} from '@contend/documents';
import type { Host } from '@contend/record';
import { codeSpan } from '@contend/report/code-span';
import { type Committed, newest } from './newest.ts';
import { grouped, table } from './table.ts';

type Tables = Record<'soak' | 'interruptions' | 'fuzzing', string>;

/** From the newest committed document of each kind. @param root of the repository */
export function suiteTables(root: URL): Tables {
  const soak = newestOf(root, SOAK, ({ rows }) => rows.map((row) => row.startedAt).sort()[0] ?? '');
  return {
    soak: soak === null ? 'No soak is committed yet.' : soakTable(soak),
    interruptions: shown(newestOf(root, INTERRUPTIONS, startOf), interruptionTable),
    fuzzing: shown(newestOf(root, FUZZING, startOf), fuzzingTable),
  };
}

const startOf = ({ startedAt }: { startedAt: string }): string => startedAt;

/** @throws RecordError for one that is not of its form */
function newestOf<T extends { host: Host }>(root: URL, kind: DocumentKind<T>, startedAt: (document: T) => string) {
  return newest(root, kind.file, (path) => readDocument(path, kind), startedAt);
}

function shown<T>(committed: Committed<T> | null, show: (committed: Committed<T>) => string): string {
  return committed === null ? 'None is committed yet.' : show(committed);
}

function about(machine: string, startedAt: string, { suite, runtime }: Pick<Soak, 'suite' | 'runtime'>): string {
  const commit = suite.commit === null ? '' : `, commit ${codeSpan(suite.commit.slice(0, 7))}`;
  const edited = suite.dirty === true ? ' with changes' : '';
  return `On ${codeSpan(machine)}, ${codeSpan(`${runtime.name} ${runtime.version}`)}, ${codeSpan(startedAt.slice(0, 10))}${commit}${edited}`;
}

function soakTable({ machine, document }: Committed<Soak>): string {
  const { rows, increments } = document;
  const started = rows.map(({ startedAt }) => startedAt).sort()[0] as string;
  const exact = rows.filter(({ verdict }) => verdict === 'exact');
  const reached = exact.filter((row) => row.reached).length;
  const head = [
    `${about(machine, started, document)}: ${exact.length} of ${rows.length} strategies counted exactly, ${reached} of them`,
    `through ${grouped(increments)} increments; the others until their time was up.`,
  ].join(' ');
  const lines = rows.map((row) => [
    codeSpan(row.strategy),
    `${row.contenders} ${row.world}`,
    grouped(row.operations),
    grouped(row.operations - row.observed),
    `${row.seconds.toFixed(0)} s`,
    `${row.verdict === 'exact' ? row.verdict : row.verdict.toUpperCase()}${row.reached ? '' : ', time was up'}`,
  ]);
  return `${head}\n\n${table(['strategy', 'contenders', 'increments', 'lost', 'time', 'count'], lines)}`;
}

function interruptionTable({ machine, document }: Committed<Interruptions>): string {
  const { rows, startedAt } = document;
  const sum = (list: typeof rows, of: (row: (typeof rows)[number]) => number) =>
    list.reduce((all, row) => all + of(row), 0);
  const lines = [...Map.groupBy(rows, ({ signal }) => signal)].map(([signal, list]) => [
    codeSpan(signal),
    String(list.length),
    String(sum(list, ({ records }) => records)),
    String(sum(list, ({ partial }) => partial)),
    String(sum(list, ({ faults }) => faults.length)),
  ]);
  const latest = Math.max(...rows.map(({ afterMs }) => afterMs)) / 1_000;
  const head = `${about(machine, startedAt, document)}: ${rows.length} runs, stopped up to ${latest.toFixed(1)} s after their start.`;
  return `${head}\n\n${table(['signal', 'runs', 'records found', 'of them partial', 'faults'], lines)}`;
}

function fuzzingTable({ machine, document }: Committed<Fuzzing>): string {
  const { mutations, compared, drawn, faults, seed, startedAt } = document;
  const all = (of: (row: (typeof mutations)[number]) => number) => mutations.reduce((sum, row) => sum + of(row), 0);
  const [accepted, refused] = [all((row) => row.accepted), all((row) => row.refused)];
  const head = [
    `${about(machine, startedAt, document)}, seed ${seed}: ${grouped(accepted + refused)} inputs, ${grouped(accepted)} accepted`,
    `(${grouped(compared)} compared, ${grouped(drawn)} drawn as a report), ${grouped(refused)} refused; faults found: ${faults.length}.`,
  ].join(' ');
  const lines = mutations.map(({ name, accepted, refused }) => [name, grouped(accepted), grouped(refused)]);
  return `${head}\n\n${table(['what was done to a valid record', 'accepted', 'refused'], lines)}`;
}

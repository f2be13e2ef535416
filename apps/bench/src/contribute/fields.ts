/** Every field that a record publishes of its machine, in lines that can be read before they are published. */
import type { ContendRecord } from '@contend/record';

const SHOWN = ['host', 'runtime', 'runtimes', 'plan', 'suite'] as const;

/** `['host.cpu.model', 'AMD EPYC']`; what was not found is `null`, which is published too. */
export function publishedFields(record: Partial<ContendRecord>): [field: string, value: string][] {
  const { startedAt, finishedAt } = record;
  const times = Object.entries({ startedAt, finishedAt }).flatMap(([name, value]) => flat(name, value));
  return [...times, ...SHOWN.flatMap((name) => flat(name, record[name])), ...flat('warnings', record.warnings)];
}

function flat(field: string, value: unknown): [string, string][] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.some((item) => typeof item === 'object')) {
    return value.flatMap((item, i) => flat(`${field}[${i}]`, item));
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).flatMap(([key, item]) => flat(`${field}.${key}`, item));
  }
  return [[field, typeof value === 'string' ? value : JSON.stringify(value)]];
}

/** What else is in it: counts and times, and the names of what was measured. */
export function measuredLine({ cells }: ContendRecord): string {
  const forks = cells.flatMap((cell) => cell.forks);
  const rounds = forks.reduce((sum, fork) => sum + fork.rounds.length, 0);
  const strategies = [...new Set(cells.map(({ strategy }) => strategy))];
  return `${cells.length} cells, ${forks.length} forks, ${rounds} rounds (counts and times) of ${strategies.join(', ')}`;
}

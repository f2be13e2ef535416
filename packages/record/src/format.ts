import type { Cell, ContendRecord } from './schema.ts';

/** A record as JSON text: one line per field and per fork, so that it can be read and its changes be seen. */
export function formatRecord(record: ContendRecord): string {
  return `${object(record, '', (cells) => list(cells as Cell[], '  ', formatCell))}\n`;
}

function formatCell(cell: Cell, indent: string): string {
  return object(cell, indent, (forks) => list(forks as unknown[], `${indent}  `, (fork) => JSON.stringify(fork)));
}

/** `long` formats the one field that is too long for a line. */
function object(value: ContendRecord | Cell, indent: string, long: (field: unknown) => string): string {
  const lines = Object.entries(value).map(([key, field]) => {
    const text = key === 'cells' || key === 'forks' ? long(field) : JSON.stringify(field);
    return `${indent}  ${JSON.stringify(key)}: ${text}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function list<T>(items: readonly T[], indent: string, one: (item: T, indent: string) => string): string {
  if (items.length === 0) return '[]';
  const inner = `${indent}  `;
  return `[\n${items.map((item) => inner + one(item, inner)).join(',\n')}\n${indent}]`;
}

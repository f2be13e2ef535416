/** Where a record is wrong: the way to the field from the record's root, and what is wrong with it. */
export interface Problem {
  path: readonly (string | number)[];
  message: string;
}

/** `['cells', 3, 'forks', 0, 'block']` as `cells[3].forks[0].block`. */
export function fieldName(path: readonly (string | number)[]): string {
  return path.reduce<string>((name, part) => {
    if (typeof part === 'number') return `${name}[${part}]`;
    return name === '' ? part : `${name}.${part}`;
  }, '');
}

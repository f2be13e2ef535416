/** What makes a cell the one it is, and what it shares with the cells that it competes with: here, and nowhere else. */
import type { Cell, FaultResult } from './schema.ts';

/** Cells that are alike in these compete: nothing but the strategy tells them apart. */
export const FAMILY_FIELDS = ['world', 'contenders', 'workload', 'runtime', 'pinned'] as const;
export const CELL_FIELDS = ['strategy', ...FAMILY_FIELDS] as const;
const FAULT_FIELDS = ['strategy', 'world', 'contenders', 'runtime', 'fault'] as const;

type FamilyField = (typeof FAMILY_FIELDS)[number];
export type CellIdentity = Pick<Cell, (typeof CELL_FIELDS)[number]>;
export type FamilyIdentity = Pick<Cell, FamilyField>;

/** A key for maps: two objects have the same one if they are alike in all these fields. */
export function keyOf<T extends object>(of: T, fields: readonly (keyof T)[]): string {
  return JSON.stringify(fields.map((field) => of[field]));
}

/** No two cells of a record have the same. */
export function cellKey(cell: CellIdentity): string {
  return keyOf(cell, CELL_FIELDS);
}

/**
 * The same for all cells that compete.
 *
 * @param except fields that may differ none the less: those along a table's or a chart's axis
 */
export function familyKey<E extends FamilyField = never>(
  cell: Pick<FamilyIdentity, Exclude<FamilyField, E>> & object,
  ...except: E[]
): string {
  const fields = FAMILY_FIELDS.filter(
    (field): field is Exclude<FamilyField, E> => !(except as FamilyField[]).includes(field),
  );
  return keyOf(cell, fields);
}

/** No two faults of a record have the same. */
export function faultKey(fault: Pick<FaultResult, (typeof FAULT_FIELDS)[number]>): string {
  return keyOf(fault, FAULT_FIELDS);
}

/**
 * Whether a cell counts among those with pinned threads. One that never got as far as a timed window says `pinned: false`,
 * whatever was asked for: it belongs to the timed ones of its record.
 */
export function wasPinned(cell: Cell, cells: readonly Cell[]): boolean {
  if (cell.throughput !== null) return cell.pinned;
  return cells.find((other) => other.throughput !== null && other.world === cell.world)?.pinned ?? cell.pinned;
}

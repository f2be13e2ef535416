/** What makes a cell the one it is, and what it shares with the cells that it competes with: here, and nowhere else. */
import type { Cell, FaultResult } from './schema.ts';

/** Cells that are alike in these compete: nothing but the strategy tells them apart. */
export const FAMILY_FIELDS = ['world', 'contenders', 'workload', 'runtime', 'pinned'] as const;
export const CELL_FIELDS = ['strategy', ...FAMILY_FIELDS] as const;
const FAULT_FIELDS = ['strategy', 'world', 'contenders', 'runtime', 'fault'] as const;

type CellField = (typeof CELL_FIELDS)[number];
type FamilyField = (typeof FAMILY_FIELDS)[number];
export type CellIdentity = Pick<Cell, CellField>;

/** A key for maps: two objects have the same one if they are alike in all these fields. */
export function keyOf<T extends object>(of: T, fields: readonly (keyof T)[]): string {
  return JSON.stringify(fields.map((field) => of[field]));
}

function keyWithout<F extends CellField, E extends F>(
  cell: Pick<CellIdentity, Exclude<F, E>> & object,
  fields: readonly F[],
  except: readonly E[],
): string {
  return keyOf(
    cell,
    fields.filter((field): field is Exclude<F, E> => !(except as readonly F[]).includes(field)),
  );
}

/**
 * No two cells of a record have the same.
 *
 * @param except fields that may differ none the less
 */
export function cellKey<E extends CellField = never>(
  cell: Pick<CellIdentity, Exclude<CellField, E>> & object,
  ...except: E[]
): string {
  return keyWithout<CellField, E>(cell, CELL_FIELDS, except);
}

/**
 * The same for all cells that compete.
 *
 * @param except fields that may differ none the less: those along a table's or a chart's axis
 */
export function familyKey<E extends FamilyField = never>(
  cell: Pick<CellIdentity, Exclude<FamilyField, E>> & object,
  ...except: E[]
): string {
  return keyWithout<FamilyField, E>(cell, FAMILY_FIELDS, except);
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

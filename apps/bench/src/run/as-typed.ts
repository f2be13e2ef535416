/** A record's commands with paths as they were typed, for the person who typed them and may paste them. */
import { type ContendRecord, cellKey, faultKey } from '@contend/record';
import type { PlannedFault } from './faults.ts';
import { identityOf, type Plan } from './plan.ts';
import { reproduce, reproduceFault } from './reproduce.ts';

export function asTyped(record: ContendRecord, plan: Plan, faults: readonly PlannedFault[] | null): ContendRecord {
  const commands = new Map(
    plan.cells.map((cell) => [cellKey(identityOf(cell), 'pinned'), reproduce(cell, plan, 'typist')]),
  );
  const faultCommands = new Map(
    faults?.map((fault) => [
      faultKey({ ...fault, strategy: fault.entry.id, runtime: fault.runtime.label }),
      reproduceFault(fault, 'typist'),
    ]),
  );
  return {
    ...record,
    cells: record.cells.map((cell) => ({
      ...cell,
      reproduce: commands.get(cellKey(cell, 'pinned')) ?? cell.reproduce,
    })),
    faults:
      record.faults?.map((fault) => ({ ...fault, reproduce: faultCommands.get(faultKey(fault)) ?? fault.reproduce })) ??
      null,
  };
}

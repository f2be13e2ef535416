/** Forks whose threads' clocks were found to differ, which therefore are no result: asked for again, and told of. */
import type { ForkResult, ForkSpec, RunFork, runFork, Untrusted } from '@contend/harness';
import { type ContendRecord, contendersIn } from '@contend/record';
import { counted } from '@contend/report/units';
import type { Runtime } from '../catalogue/runtime.ts';
import { Failure, STATUS } from '../cli/failure.ts';
import type { PlannedCell } from './plan.ts';

const TRIES = 3;

/** Asks for a fork until one gives a result, a few times at most. @param refused hears why one gave none */
export async function untilResult<Result extends object>(
  fork: () => Promise<Result | Untrusted>,
  refused: (reason: string) => void = () => {},
): Promise<Result | Untrusted> {
  for (let tries = 1; ; tries++) {
    const result = await fork();
    if (!('untrusted' in result)) return result;
    // Nobody comes back for another try.
    if (result.gone !== undefined) return result;
    refused(result.untrusted);
    if (tries === TRIES) return result;
  }
}

export function noResult(runtime: Pick<Runtime, 'label'>, { untrusted }: Untrusted): Failure {
  return new Failure('clocks', `${runtime.label}: no fork gave a result: ${untrusted}`, STATUS.host);
}

function title({ entry, contenders, world, workload, runtime }: PlannedCell): string {
  return `${entry.id}, ${contendersIn(world, contenders)}, ${workload.name}, ${runtime.label}`;
}

/** What a run has of such forks. */
export class ClockChecks {
  private readonly warnings: ContendRecord['warnings'];
  private readonly told = new Map<PlannedCell, { forks: number; warning: ContendRecord['warnings'][number] }>();
  private readonly withoutResult = new Map<Runtime, Untrusted>();
  private readonly trustedOnce = new Set<Runtime>();
  private readonly leftOut = new Set<PlannedCell>();

  private readonly runFork: typeof runFork;

  private readonly lost: (seat: number, reason: string) => void;

  /**
   * @param warnings the record's; one is added for each cell that it befalls
   * @param lost hears of a host that is gone, which is no clock's fault
   */
  constructor(
    warnings: ContendRecord['warnings'],
    run: typeof runFork,
    lost: (seat: number, reason: string) => void = () => {},
  ) {
    this.warnings = warnings;
    this.runFork = run;
    this.lost = lost;
  }

  /** @returns undefined when no fork gave a result; the cell is then measured no more */
  async fork(cell: PlannedCell, spec: ForkSpec, how: RunFork): Promise<ForkResult | undefined> {
    const fork = () => this.runFork(spec, how);
    const result = await untilResult(fork, (reason) => this.tell(cell, reason));
    if (!('untrusted' in result)) {
      // A program's threads have a clock of their own, whatever the runtime.
      if (cell.entry.kind !== 'program') this.trustedOnce.add(cell.runtime);
      return result;
    }
    if (result.gone !== undefined) {
      this.lost(result.gone, result.untrusted);
      return undefined;
    }
    this.leftOut.add(cell);
    this.withoutResult.set(cell.runtime, result);
    return undefined;
  }

  leavesOut(cell: PlannedCell): boolean {
    return this.leftOut.has(cell);
  }

  /** Names a runtime that never gave a result; undefined where there is none such. */
  refusal(): Failure | undefined {
    for (const [runtime, reason] of this.withoutResult) {
      if (!this.trustedOnce.has(runtime)) return noResult(runtime, reason);
    }
    return undefined;
  }

  private tell(cell: PlannedCell, reason: string): void {
    let told = this.told.get(cell);
    if (told === undefined) {
      told = {
        forks: 0,
        warning: { code: 'clocks', message: '', mend: 'measure it in another version of the runtime' },
      };
      this.told.set(cell, told);
      this.warnings.push(told.warning);
    }
    const forks = ++told.forks;
    told.warning.message = `${title(cell)}: ${counted(forks, 'fork')} gave no result: ${reason}`;
  }
}

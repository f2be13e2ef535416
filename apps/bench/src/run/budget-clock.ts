import type { Group } from './blocks.ts';
import { auditMs, blockMs } from './estimate.ts';
import type { Plan } from './plan.ts';

/** How far a run is, and whether the budget holds one more block. */
export class BudgetClock {
  private readonly began: number;
  private readonly budgetMs: number;
  private readonly plan: Plan;
  private readonly now: () => number;
  private readonly last = new Map<Group, number>();

  /** @param began when the budget did, by `now`. @param now ms */
  constructor(plan: Plan, began: number, now: () => number) {
    this.plan = plan;
    this.began = began;
    this.now = now;
    this.budgetMs = plan.profile.budgetS * 1_000;
  }

  elapsed(): number {
    return this.now() - this.began;
  }

  /** Of the group's newest block, which is in its count by now. */
  took(group: Group, ms: number): void {
    const audits = group.blocks === 1 ? auditMs({ ...this.plan, cells: group.cells }) : 0;
    this.last.set(group, Math.max(0, ms - audits));
  }

  fits(group: Group): boolean {
    return this.elapsed() + (this.last.get(group) ?? 0) <= this.budgetMs;
  }

  /** With a number of forks to do, by what blocks took so far; otherwise the budget decides. */
  private expectedMs(): number {
    if (this.plan.forks === undefined) return Math.max(this.budgetMs, this.elapsed());
    const known = [...this.last].reduce(
      (sum, [group, ms]) => sum + ms * ((this.plan.forks as number) - group.blocks),
      0,
    );
    const planned = auditMs(this.plan) + this.plan.forks * blockMs(this.plan);
    return this.last.size === 0 ? planned : Math.max(planned, this.elapsed() + known);
  }

  done(): number {
    return Math.min(0.99, this.elapsed() / this.expectedMs());
  }

  leftMs(): number {
    return this.expectedMs() - this.elapsed();
  }
}

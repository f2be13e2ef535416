/** CPU time and context switches of a fork's threads, summed over its windows. */
import type { ForkResult } from './spec.ts';
import type { Usage } from './thread.ts';

export class Usages {
  private readonly sums: Usage[] = [];

  add(used: Usage[]): void {
    for (const [i, usage] of used.entries()) {
      const sum = this.sums[i];
      if (sum === undefined) this.sums[i] = { ...usage };
      else {
        sum.cpuNs += usage.cpuNs;
        sum.voluntary = sum.voluntary === null || usage.voluntary === null ? null : sum.voluntary + usage.voluntary;
        sum.involuntary =
          sum.involuntary === null || usage.involuntary === null ? null : sum.involuntary + usage.involuntary;
      }
    }
  }

  result(owner: Usage | null): Pick<ForkResult, 'cpuNs' | 'contextSwitches'> {
    const all = owner === null ? this.sums : [...this.sums, owner];
    const voluntary = all.map((usage) => usage.voluntary);
    const involuntary = all.map((usage) => usage.involuntary);
    const known = (counts: (number | null)[]): counts is number[] => !counts.includes(null);
    return {
      cpuNs: all.length === 0 ? null : all.map(({ cpuNs }) => Math.round(cpuNs)),
      contextSwitches: known(voluntary) && known(involuntary) ? { voluntary, involuntary } : null,
    };
  }
}

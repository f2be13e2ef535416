/** CPU time and context switches of a fork's threads, summed over its windows. */
import type { ForkResult } from './spec.ts';
import type { Usage } from './thread.ts';

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

export class Usages {
  private readonly sums: Usage[] = [];

  add(used: Usage[]): void {
    for (const [i, usage] of used.entries()) {
      const sum = this.sums[i];
      if (sum === undefined) this.sums[i] = { ...usage };
      else {
        sum.cpuNs = plus(sum.cpuNs, usage.cpuNs);
        sum.voluntary = plus(sum.voluntary, usage.voluntary);
        sum.involuntary = plus(sum.involuntary, usage.involuntary);
      }
    }
  }

  result(owner: Usage | null): Pick<ForkResult, 'cpuNs' | 'contextSwitches'> {
    const all = owner === null ? this.sums : [...this.sums, owner];
    const cpuNs = all.map((usage) => usage.cpuNs);
    const voluntary = all.map((usage) => usage.voluntary);
    const involuntary = all.map((usage) => usage.involuntary);
    const known = (counts: (number | null)[]): counts is number[] => !counts.includes(null);
    return {
      cpuNs: all.length > 0 && known(cpuNs) ? cpuNs.map(Math.round) : null,
      contextSwitches: known(voluntary) && known(involuntary) ? { voluntary, involuntary } : null,
    };
  }
}

/** In what order a block measures its cells: those that will be compared next to each other, otherwise at random. */
import { seeded } from '@contend/stats';
import type { PlannedCell } from './plan.ts';

/** @see Fisher & Yates, as Durstenfeld, "Algorithm 235: Random permutation", CACM 7(7), 1964 */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as T, order[i] as T];
  }
  return order;
}

function group({ world, contenders, workload }: PlannedCell): string {
  return `${world} ${contenders} ${workload.name}`;
}

/** A generator of orders, the same for the same seed. */
export function orders(seed: number): (cells: readonly PlannedCell[]) => PlannedCell[] {
  const random = seeded(seed);
  return (cells) => {
    const groups = [...Map.groupBy(cells, group).values()];
    return shuffled(groups, random).flatMap((each) => shuffled(each, random));
  };
}

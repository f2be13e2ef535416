/** Can every state still finish? Questions to the graph of states, given as the states that lead to each state. */

type Before = readonly (readonly number[])[];

/** Which of the states do not lead to any of `goals`, ascending. */
export function unfinished(before: Before, goals: readonly number[]): number[] {
  const leads = backwards(before, goals);
  return before.flatMap((_, id) => (leads.has(id) ? [] : [id]));
}

function backwards(before: Before, goals: readonly number[]): Set<number> {
  const leads = new Set(goals);
  for (const id of leads) for (const from of before[id] ?? []) leads.add(from);
  return leads;
}

/**
 * One of the states that a run ends up in for ever: all that it leads to leads back to it.
 *
 * @param stuck closed: leads nowhere else; ascending
 */
export function bottomOf(stuck: readonly number[], before: Before): number {
  const after = new Map<number, number[]>(stuck.map((id) => [id, []]));
  for (const id of stuck) for (const from of before[id] ?? []) after.get(from)?.push(id);
  let at = stuck[0] as number;
  for (;;) {
    const ahead = new Set([at]);
    for (const id of ahead) for (const next of after.get(id) ?? []) ahead.add(next);
    const back = backwards(before, [at]);
    const leaves = [...ahead].find((id) => !back.has(id));
    if (leaves === undefined) return at;
    at = leaves;
  }
}

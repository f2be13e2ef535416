/** Where this thread's contenders took what they hold: recorded on demand, as it makes a lock dearer by microseconds. */
interface Taking {
  guard: { readonly held: boolean; readonly word: { readonly owner: number } };
  name: string;
  at: string | undefined;
}

/** Of guards that may be held still. */
let takings: Taking[] = [];
let room = 64;

export function record(taking: Taking): void {
  if (takings.length === room) {
    takings = takings.filter(({ guard }) => guard.held);
    room = Math.max(64, 2 * takings.length);
  }
  takings.push(taking);
}

/**
 * By the mutexes' names. Two of one name that are held at once are left out: which is meant cannot be known.
 *
 * @param owner whose takings. @default everybody's on this thread
 */
export function took(owner?: number): Record<string, string> {
  const places: Record<string, string> = {};
  const twice = new Set<string>();
  for (const { guard, name, at } of takings)
    if (guard.held && at !== undefined && (owner === undefined || guard.word.owner === owner)) {
      if (name in places) twice.add(name);
      places[name] = at;
    }
  for (const name of twice) delete places[name];
  return places;
}

/**
 * Who asks, where the caller says so; and whether waiting would ever end.
 *
 * An event loop does not know its tasks: the language tells neither which task runs nor which one awaits which, and an
 * async context is inherited by everything that is started in it, so two branches of one `Promise.all` would look like one
 * contender that locks twice. Hence nothing is guessed. A task that says who it is (`as`) takes part in the search below,
 * and pays a microsecond or two for each lock, to note where that was; all others pay nothing.
 *
 * The graph of waits: a contender waits for one lock at a time, and for all who hold it: one, or the readers of a
 * readers-writer lock. (A reader that stands behind a writer waits for the readers, too, for that writer does.) Since
 * each of them must release, a cycle is a deadlock. It closes only where somebody begins to wait, never when a lock is
 * handed over, for who gets it no longer waits. Looking along all ways at each new wait is therefore enough.
 *
 * @see Coffman, Elphick & Shoshani, "System Deadlocks", ACM Computing Surveys 3(2), 1971
 * @see Holt, "Some Deadlock Properties of Computer Systems", ACM Computing Surveys 4(3), 1972
 */
import { type CallSite, written } from '@contend/counter/call-site';
import { DeadlockError, RelockError, type Wait } from '@contend/counter/mutex-error';

/**
 * A task's name for itself: a string, or an object whose `name` is shown in errors. The same string or object is the same
 * contender, which does one thing after the other: what goes on at once needs contenders of its own.
 */
export type Contender = string | { readonly name: string };

/** What a named contender has of one lock: it holds it, or waits for it. */
export interface Claim {
  as: Contender | undefined;
  place: CallSite | undefined;
  lock: { name: string; holders: Iterable<Claim> };
}

/** Each named contender that waits now. */
const waiting: Map<Contender, Claim> = new Map();

/** Notes that a contender waits from now on. Throws DeadlockError, RelockError where that would never end. */
export function beginWait(claim: Claim): void {
  if (claim.as === undefined) return;
  const cycle = cycleClosedBy(claim);
  if (cycle !== undefined) throw cycle.length === 1 ? new RelockError(cycle[0] as Wait) : new DeadlockError(cycle);
  if (waiting.has(claim.as))
    throw new TypeError(
      `contender ${nameOf(claim.as)} waits for a mutex already: what goes on at once needs contenders of its own`,
    );
  waiting.set(claim.as, claim);
}

export function endWait(claim: Claim): void {
  if (claim.as !== undefined) waiting.delete(claim.as);
}

/** Somebody waits for a holder, who was come to from the step before: it waits itself. */
interface Step {
  wants: Claim;
  holder: Claim;
  before: Step | undefined;
}

/** Follows who waits for whom until it comes back to the one who asks; of several ways, the shortest. */
function cycleClosedBy(asks: Claim): readonly Wait[] | undefined {
  const seen = new Set<Contender>();
  const reached: { wants: Claim; before: Step | undefined }[] = [{ wants: asks, before: undefined }];
  // Grows meanwhile.
  for (const { wants, before } of reached)
    for (const holder of wants.lock.holders) {
      if (holder.as === undefined || seen.has(holder.as)) continue;
      const step: Step = { wants, holder, before };
      if (holder.as === asks.as) return told(step);
      seen.add(holder.as);
      const next = waiting.get(holder.as);
      if (next !== undefined) reached.push({ wants: next, before: step });
    }
  return undefined;
}

function told(last: Step): readonly Wait[] {
  const path: Step[] = [];
  for (let step: Step | undefined = last; step !== undefined; step = step.before) path.unshift(step);
  // What each one holds is what the one before it wants; what the first one holds, the last one wants.
  return path.map(({ wants }, i) => {
    const held = (path.at(i - 1) as Step).holder;
    return {
      contender: nameOf(wants.as as Contender),
      holds: held.lock.name,
      waitsFor: wants.lock.name,
      at: locationOf(held.place),
    };
  });
}

/** The first 'file:line:column' of a stack: V8 writes 'at f (file:1:2)' or 'at file:1:2', others 'f@file:1:2'. */
function locationOf(place: CallSite | undefined): string | undefined {
  return written(place ?? {})?.match(/^(?:\s*at (?:.* \()?|.*@)(.+:\d+:\d+)\)?$/m)?.[1];
}

function nameOf(contender: Contender): string {
  return typeof contender === 'string' ? contender : contender.name;
}

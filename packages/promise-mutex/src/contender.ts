/**
 * Who asks, where the caller says so; and whether waiting would ever end.
 *
 * An event loop does not know its tasks: the language tells neither which task runs nor which one awaits which, and an
 * async context is inherited by everything that is started in it, so two branches of one `Promise.all` would look like one
 * contender that locks twice. Hence nothing is guessed. A task that says who it is (`as`) takes part in the search below,
 * and pays a microsecond or two for each lock, to note where that was; all others pay nothing.
 *
 * The graph of waits: a contender waits for one mutex at a time, which one contender holds. So from each there is one way
 * on, and a cycle closes only where somebody begins to wait, never when a mutex is handed over, for who gets it no longer
 * waits. Looking along that way at each new wait is therefore enough (Holt's graph with single units and single requests).
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

/** What a named contender has of one mutex: it holds it, or waits for it. */
export interface Claim {
  as: Contender | undefined;
  place: CallSite | undefined;
  mutex: { name: string; holder: Claim | undefined };
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

/** Follows who waits for whom, until somebody does not wait or it comes back to the one who asks. */
function cycleClosedBy(asks: Claim): readonly Wait[] | undefined {
  const path: { wants: Claim; holder: Claim }[] = [];
  for (let wants: Claim | undefined = asks; wants !== undefined; ) {
    const { holder }: Claim['mutex'] = wants.mutex;
    if (holder?.as === undefined) return undefined;
    path.push({ wants, holder });
    if (holder.as === asks.as)
      // What each one holds is what the one before it wants; what the first one holds, the last one wants.
      return path.map(({ wants }, i) => {
        const held = (path.at(i - 1) as (typeof path)[number]).holder;
        return {
          contender: nameOf(wants.as as Contender),
          holds: held.mutex.name,
          waitsFor: wants.mutex.name,
          at: locationOf(held.place),
        };
      });
    wants = waiting.get(holder.as);
  }
  return undefined;
}

/** The first 'file:line:column' of a stack: V8 writes 'at f (file:1:2)' or 'at file:1:2', others 'f@file:1:2'. */
function locationOf(place: CallSite | undefined): string | undefined {
  return written(place ?? {})?.match(/^(?:\s*at (?:.* \()?|.*@)(.+:\d+:\d+)\)?$/m)?.[1];
}

function nameOf(contender: Contender): string {
  return typeof contender === 'string' ? contender : contender.name;
}

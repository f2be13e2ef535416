/**
 * Two cells in one fork, window by window in turn: the closest neighbours in time that two strategies can be.
 *
 * A host whose speed drifts within a few dozen milliseconds spoils pairs of forks; from one window of a few milliseconds to
 * the next it hardly does. Each side has threads, and so isolates, of its own, and the side whose turn it is not is parked.
 */
import { ClocksDiffer } from './agreement.ts';
import type { ForkSpec, PairResult, PairSpec, SideResult, Untrusted } from './spec.ts';
import { REGIONS, type Team } from './team.ts';
import { complete, Ledger, open, Rejection, roundOf, total, warmUp } from './windows.ts';

const NS_PER_MS = 1e6;

class Side {
  readonly team: Team;
  private readonly spec: ForkSpec;
  private readonly ledger: Ledger;

  constructor(team: Team, spec: ForkSpec) {
    this.team = team;
    this.spec = spec;
    this.ledger = new Ledger(team, REGIONS.rounds);
  }

  async ready(): Promise<void> {
    await this.team.assemble();
    await this.team.serving(REGIONS.warmUp, () => warmUp(this.team, this.spec.windowMs));
  }

  /** @returns ns per increment in one window; undefined when that cannot be told */
  async window(): Promise<number | undefined> {
    const { windowMs } = this.spec;
    const window = await open(this.team, REGIONS.rounds, windowMs);
    await this.ledger.enter(window);
    const increments = total(roundOf(window, windowMs));
    return complete(window) && increments > 0 ? (windowMs * NS_PER_MS) / increments : undefined;
  }

  result(): SideResult {
    const { operations, observed } = this.ledger;
    const { verdict, reason } = this.ledger.verdict();
    if (verdict === 'crashed') return { ...NOTHING, verdict, reason };
    return {
      verdict,
      reason,
      operations,
      observed,
      pinned: this.team.pinned,
    };
  }
}

const NOTHING = { operations: 0, observed: 0, pinned: false };

/** Whatever one side does wrong ends the comparison: there is nothing left to pair. */
async function side<T>(which: 'a' | 'b', work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ClocksDiffer) throw error;
    throw Object.assign(new Error(error instanceof Error ? error.message : String(error)), {
      which,
      verdict: error instanceof Rejection ? 'rejected' : 'crashed',
    });
  }
}

export async function measurePair(teams: { a: Team; b: Team }, spec: PairSpec): Promise<PairResult | Untrusted> {
  const a = new Side(teams.a, spec.a);
  const b = new Side(teams.b, spec.b);
  const pairs: [number, number][] = [];
  const inTurn = async () => {
    for (let i = 0; i < spec.pairs && !teams.a.aborted(); i++) {
      const first = i % 2 === 0 ? await side('a', a.window()) : undefined;
      const nsB = await side('b', b.window());
      const nsA = i % 2 === 0 ? first : await side('a', a.window());
      if (nsA !== undefined && nsB !== undefined) pairs.push([nsA, nsB]);
    }
  };
  try {
    await side('a', a.ready());
    await side('b', b.ready());
    await teams.a.serving(REGIONS.rounds, () => teams.b.serving(REGIONS.rounds, inTurn));
    return { a: a.result(), b: b.result(), pairs };
  } catch (error) {
    if (error instanceof ClocksDiffer) return { untrusted: error.message };
    const { which, verdict, message } = error as {
      which?: 'a' | 'b';
      verdict?: SideResult['verdict'];
      message: string;
    };
    const failure: SideResult = { ...NOTHING, verdict: verdict ?? 'crashed', reason: message };
    const other = (name: 'a' | 'b', own: Side) => (which === undefined || which === name ? failure : own.result());
    return { a: other('a', a), b: other('b', b), pairs: [] };
  }
}

/**
 * What an audit puts around one contender. Each kind of audit is a pass of its own after the rounds, so that none of its
 * cost is in a timing: `section` watches who is inside and which hit numbers are given, `waits` reads clocks.
 */
import { type Client, type Numbers, Section } from '@contend/counter';
import { Hits } from './hits.ts';
import { BARE, type Wrap } from './seat.ts';
import { Ticks } from './ticks.ts';
import { timedAsyncLock, timedCounter, timedLock, type Waited, Waits } from './waits.ts';

/** Shared by all contenders of an audit. */
export interface AuditBuffers {
  section: SharedArrayBuffer;
  hits: SharedArrayBuffer;
  /** Of {@link Ticks}, told while waits are timed. */
  ticks: SharedArrayBuffer;
}

export interface Findings {
  /** `null`: no section was seen. */
  overlaps: number | null;
  torn: number | null;
  /** `null`: the strategy numbers no hits. */
  duplicates: number | null;
  waits: Waited | null;
}

export interface Auditor {
  name: 'none' | 'section' | 'waits';
  wrap: Wrap;
  around(client: Client): Client;
  findings(): Findings;
}

const NOTHING: Findings = { overlaps: null, torn: null, duplicates: null, waits: null };
const NONE: Auditor = { name: 'none', wrap: BARE, around: (client) => client, findings: () => NOTHING };

export function auditor(
  name: Auditor['name'],
  contender: number,
  buffers: AuditBuffers,
  numbers: Numbers = 'hits',
): Auditor {
  switch (name) {
    case 'none':
      return NONE;
    case 'section':
      return sectionAuditor(contender, buffers, numbers);
    case 'waits':
      return waitsAuditor(buffers);
  }
}

function sectionAuditor(contender: number, buffers: AuditBuffers, numbers: Numbers): Auditor {
  const section = new Section(buffers.section);
  const hits = new Hits(contender, buffers.hits);
  let sees = false;
  return {
    name: 'section',
    wrap: {
      lock(lock) {
        sees = true;
        return section.watch(lock);
      },
      asyncLock(lock) {
        sees = true;
        return section.watchAsync(lock);
      },
      counter: (counter) => counter,
    },
    around: (client) => (numbers === 'none' ? client : marking(client, hits)),
    findings: () => ({
      ...NOTHING,
      overlaps: sees ? section.overlaps : null,
      torn: sees ? section.torn : null,
      duplicates: numbers === 'none' ? null : hits.duplicates,
    }),
  };
}

function marking(client: Client, hits: Hits): Client {
  return {
    increment() {
      const hit = client.increment();
      if (typeof hit !== 'number') return hit.then((number) => hits.mark(number));
      return hits.mark(hit);
    },
  };
}

function waitsAuditor({ ticks }: AuditBuffers): Auditor {
  const waits = new Waits(new Ticks(ticks));
  return {
    name: 'waits',
    wrap: {
      lock: (lock) => timedLock(lock, waits),
      asyncLock: (lock) => timedAsyncLock(lock, waits),
      counter: (counter) => timedCounter(counter, waits),
    },
    around: (client) => client,
    findings: () => ({ ...NOTHING, waits: waits.all() }),
  };
}

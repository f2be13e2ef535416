/**
 * A website's hit counter under load: its workers answer `GET /hit`, a process of its own asks them:
 * `<out>/<machine>/hits.json`, measured anew as a whole.
 */
import { engine } from '@contend/record/schema';
import * as z from 'zod';
import { circumstances, count, name, positive, times } from './circumstances.ts';
import type { DocumentKind } from './document.ts';

const amount = z.number().nonnegative();
const text = z.string().max(2_000);

/** One way to count, as a reader would write it. */
const counter = z.strictObject({
  strategy: name,
  title: name,
  /** Its server's own code, shown beside what came of it. */
  code: z.string().max(10_000),
  /** Whether it says that nothing which was answered is lost. */
  promised: z.boolean(),
  /** At whose server its workers meet; `null`: at none. */
  engine: name.nullable(),
  /** In which file it was given, without its folder; `null`: contend's own. */
  plugin: name.nullable(),
});

/** What happens in the middle of a trial; `null`: nothing. */
const fault = z.enum(['kill', 'stall', 'rolling-restart']);

/** One load on freshly started workers. */
const trial = z.strictObject({
  strategy: name,
  /** `closed`: each connection asks as soon as it has its answer. `rate`: requests are due at fixed times, whatever becomes of those before. */
  load: z.enum(['closed', 'rate']),
  fault: fault.nullable(),
  /** Which repetition, from 0. */
  repeat: count,
  /** How long requests were sent, ms. */
  ms: positive,
  /** Requests that were due, at a fixed rate; `null`: in a closed loop none is. */
  due: count.nullable(),
  /** Requests that were sent. */
  sent: count,
  /** Those that were answered with a count: 2xx. */
  answered: count,
  /** Those that were answered with an error, and surely did not count. */
  refused: count,
  /** Those that were cut off without an answer, or answered with an error that leaves it open: each may have counted. */
  unknown: count,
  /** What the counter says when everybody has gone; `null`: it could not be asked. */
  counted: count.nullable(),
  verdict: z.enum(['exact', 'within', 'lost-updates', 'over-counted', 'crashed']),
  reason: text.nullable(),
  /** Answered, per second. */
  hitsPerSecond: amount,
  /** ns from the moment at which a request was sent, or due, to its answer; `null`: none was answered. */
  latency: z.strictObject({ p50: amount, p90: amount, p99: amount, p999: amount, max: amount }).nullable(),
});

/** What follows from the numbers, which the document may not say otherwise. */
function verdictOf({ answered, unknown, counted }: Pick<z.infer<typeof trial>, 'answered' | 'unknown' | 'counted'>) {
  if (counted === null) return 'crashed';
  if (counted < answered) return 'lost-updates';
  if (counted > answered + unknown) return 'over-counted';
  return unknown === 0 ? 'exact' : 'within';
}

const hits = z
  .strictObject({
    ...times,
    ...circumstances,
    /** What was typed after `contend`. */
    argv: z.array(text).max(200),
    /** Ended early: what is missing was not measured. */
    partial: z.boolean(),
    workers: z.number().int().positive(),
    connections: z.number().int().positive(),
    /** Of each trial without faults, and requests a second at a fixed rate; `null`: there was no such load. */
    seconds: positive,
    rate: positive.nullable(),
    /** Whether the process that asks has cores of its own; false: it takes some of what it measures. */
    apart: z.boolean(),
    engines: z.array(engine).max(20),
    counters: z.array(counter).min(1).max(100),
    trials: z.array(trial).max(10_000),
    warnings: z.array(text).max(100),
  })
  .superRefine(({ counters, trials }, context) => {
    const known = new Set(counters.map(({ strategy }) => strategy));
    if (known.size < counters.length) {
      context.addIssue({ code: 'custom', path: ['counters'], message: 'has a strategy twice' });
    }
    for (const [i, each] of trials.entries()) {
      const wrong = (field: string, message: string) =>
        context.addIssue({ code: 'custom', path: ['trials', i, field], message });
      const { strategy, load, due, sent, answered, refused, unknown, verdict } = each;
      if (!known.has(strategy)) wrong('strategy', 'is none of the counters');
      if ((due === null) !== (load === 'closed')) wrong('due', 'is given where, and only where, the rate is fixed');
      if (answered + refused + unknown !== sent) wrong('sent', 'is not what became of them');
      if (verdict !== verdictOf(each)) wrong('verdict', `is ${verdict} where the numbers say ${verdictOf(each)}`);
      if ((each.latency === null) !== (answered === 0)) wrong('latency', 'is of what was answered');
    }
  });

export type Hits = z.infer<typeof hits>;
export type HitsCounter = Hits['counters'][number];
export type HitsTrial = Hits['trials'][number];
export type HitsFault = z.infer<typeof fault>;

export { verdictOf as hitsVerdict };

export const HITS: DocumentKind<Hits> = { file: 'hits.json', schema: hits };

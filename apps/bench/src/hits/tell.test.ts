import type { Hits, HitsTrial } from '@contend/documents';
import { expect, it } from 'vitest';
import { summary } from './tell.ts';

const latency = { p50: 1e6, p90: 2e6, p99: 3e6, p999: 4e6, max: 5e6 };
const trial: HitsTrial = {
  strategy: 'file',
  load: 'closed',
  fault: null,
  repeat: 0,
  ms: 1_000,
  due: null,
  sent: 100,
  answered: 100,
  refused: 0,
  unknown: 0,
  counted: 100,
  verdict: 'exact',
  reason: null,
  hitsPerSecond: 100,
  latency,
};

const told = (...trials: Partial<HitsTrial>[]) => {
  const document = { workers: 2, connections: 32, rate: 50, trials: trials.map((each) => ({ ...trial, ...each })) };
  return summary(document as Hits).split('\n');
};

it('is a line for each counter under each load, repetitions together', () => {
  const lines = told({}, { repeat: 1, hitsPerSecond: 300 }, { load: 'rate', due: 200, strategy: 'none', counted: 60 });
  expect(lines[1]).toMatch(/^file +closed loop +200 +1\.00 ms +3\.00 ms +4\.00 ms +200 +0$/);
  expect(lines[2]).toMatch(/^none +fixed rate +100 .* 50 % +100 +40 \(40 %\)$/);
  expect(lines.at(-1)).toBe('2 workers, 32 connections; fixed rate: 50 a second, latencies from when each was due');
});

it('a loss in one repetition is not made up for by too many in another', () => {
  const lines = told({ counted: 90 }, { repeat: 1, unknown: 10, counted: 110 });
  expect(lines[1]).toMatch(/10 \(5 %\)$/);
});

it('what crashed says why, and what counted too much how much', () => {
  const crashed = { counted: null, verdict: 'crashed', answered: 0, latency: null, reason: 'not today' } as const;
  const lines = told(crashed, { fault: 'kill', unknown: 5, counted: 107, verdict: 'over-counted' });
  expect(lines[1]).toMatch(/^file +closed loop .*– .* crashed: not today$/);
  expect(lines[2]).toMatch(/^file +kill .* counted 2 too many$/);
});

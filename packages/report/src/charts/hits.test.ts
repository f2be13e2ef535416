import { expect, test } from 'vitest';
import { type SyntheticHits, syntheticHits } from '../fixtures/hits.ts';
import { toSvg } from '../format/svg.ts';
import { hitsLostChart } from './hits-lost.ts';
import { hitsSpeedChart } from './hits-speed.ts';

const CHARTS = { hitsSpeedChart, hitsLostChart };
const RIGHT = { strategy: 'a/right', perSecond: 1_000, p50: 1e6 };
const WRONG = { strategy: 'a/wrong', perSecond: 2_000, p50: 1e6, lostShare: 0.25 };
const CROSS = /d="M-1,-1L1,1M-1,1L1,-1"/g;
const crossesIn = (svg: string): number => svg.match(CROSS)?.length ?? 0;

for (const [name, chart] of Object.entries(CHARTS)) {
  const draw = (of: SyntheticHits = {}) => toSvg(chart(syntheticHits(of)));

  test(`${name} crosses what counts wrong, says what the cross means, and crosses nothing else`, () => {
    expect(crossesIn(draw({ counters: [RIGHT] }))).toBe(0);
    const svg = draw({ counters: [RIGHT, WRONG] });
    expect(crossesIn(svg)).toBeGreaterThan(1);
    expect(svg).toContain('>count wrong: updates lost</text>');
  });

  test(`${name} says which host, runtime and day the figures are from`, () => {
    expect(draw()).toContain('Imaginary 2-Core · 2 cores · node 26.10.0 · 2026-01-02');
  });

  test(`${name} is whole without a trial, and with counters of which nothing was answered`, () => {
    const hits = syntheticHits({ counters: [RIGHT, WRONG] });
    const empty = { ...hits, trials: [] };
    const none = {
      ...hits,
      trials: hits.trials.map((trial) => ({
        ...{ ...trial, answered: 0, sent: 0, unknown: 0, counted: 0, verdict: 'exact' as const },
        ...{ hitsPerSecond: 0, latency: null },
      })),
    };
    for (const each of [empty, none]) {
      expect(toSvg(chart(each))).not.toMatch(/NaN|Infinity|undefined/);
    }
  });
}

test('a picture of speed has a panel for each load, its rows in one order, what is wrong last', () => {
  const { panels } = hitsSpeedChart(syntheticHits({ counters: [WRONG, RIGHT] }));
  expect(panels.map(({ title }) => title)).toEqual([
    'Hits per second, as fast as it goes',
    'Time to the answer, as fast as it goes',
    'At 2\u00a0000 requests/s, from when each was due',
  ]);
  const svg = toSvg(hitsSpeedChart(syntheticHits({ counters: [WRONG, RIGHT] })));
  const names = [...svg.matchAll(/>(a\/\w+)<\/text>/g)].map(([, name]) => name);
  expect(names).toEqual(['a/right', 'a/wrong', 'a/right', 'a/wrong', 'a/right', 'a/wrong']);
  expect(hitsSpeedChart(syntheticHits({ counters: [RIGHT], rate: null })).panels).toHaveLength(2);
});

test('what is lost is written with its share, under faults too, and a broken promise framed', () => {
  const counters = [{ ...RIGHT, faults: { stall: 70, kill: -3 } }];
  const svg = toSvg(hitsLostChart(syntheticHits({ counters })));
  expect(svg).toContain('>70</text>');
  expect(svg).toContain('>1.4 %</text>');
  expect(svg).toContain('>+3</text>');
  expect(svg).toContain('stroke-width="2.5"');
  const honest = counters.map((each) => ({ ...each, promised: false }));
  expect(toSvg(hitsLostChart(syntheticHits({ counters: honest })))).not.toContain('stroke-width="2.5"');
  expect(hitsLostChart(syntheticHits({ counters, faults: false })).panels).toHaveLength(1);
});

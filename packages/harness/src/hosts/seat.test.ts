import { expect, it } from 'vitest';
import { now } from '../clock.ts';
import { HostGone } from '../host-gone.ts';
import type { Contended } from '../process-jobs.ts';
import { offsetTo } from './board-clock.ts';
import { answerKey, decode, encode, questionKey } from './notes.ts';
import { RemoteHost } from './remote-host.ts';
import { serveSeat } from './seat.ts';

const MODULE = new URL('../fixtures/stores.ts', import.meta.url).href;
const APPENDS = 'fixture/appends';
/** ms by which the board's clock is ahead of this process's. */
const AHEAD_MS = 1_000_000;

/** In memory. */
class SimulatedBoard {
  readonly notes = new Map<string, string>();
  async put(key: string, text: string) {
    this.notes.set(key, text);
  }
  async get(key: string) {
    return this.notes.get(key) ?? null;
  }
  async now() {
    return now() + AHEAD_MS;
  }
}

async function seated(work: (host: RemoteHost, board: SimulatedBoard) => Promise<void>, contenders = 2) {
  const board = new SimulatedBoard();
  const leaving = new AbortController();
  const guest = {
    seat: 1,
    moduleOf: (id: string) => (id === APPENDS ? MODULE : undefined),
    urlOf: () => 'redis://here',
    cores: null,
  };
  const serving = serveSeat(board, guest, leaving.signal);
  try {
    const host = new RemoteHost(board, { seat: 1, contenders, engine: 'redis' }, await offsetTo(board), 'a fork');
    await work(host, board);
  } finally {
    leaving.abort();
    await serving;
  }
}

const spec = {
  module: 'file:///secret/path',
  strategy: APPENDS,
  insideSteps: 0,
  outsideSteps: 0,
  nsPerStep: null,
  inFlight: 1,
};
const load = (host: RemoteHost, more = {}) =>
  Promise.all(host.contenders.map((each, contender) => each.ask('load', { spec: { ...spec, ...more }, contender })));

it('contends in a window that it is told in the board’s time, and answers in the time of whoever asks', async () => {
  await seated(async (host) => {
    const { contenders } = host;
    const site = { directory: '/secret', contenders: 2, url: 'redis://user:password@there', name: 'contend_x_1' };
    await load(host);
    await Promise.all(contenders.map((each) => each.ask('open', { region: 1, site, mayBefall: false })));
    const opens = now() + 2_000;
    const seen = await Promise.all(
      contenders.map((each) => each.ask('contend', { region: 1, windowMs: 100, opens, watching: 'section' })),
    );
    for (const { seen: one, hits, refused } of seen as Contended[]) {
      expect(refused).toBeNull();
      expect(one?.entered).toBeLessThan(opens + 1);
      expect(one?.left).toBeGreaterThan(opens + 99);
      expect(hits).toBeInstanceOf(Float64Array);
      expect(hits.length).toBe(one?.operations);
    }
    const [value] = await Promise.all(contenders.map((each) => each.ask('value', { region: 1 })));
    expect(value).toBe((seen as Contended[]).reduce((sum, each) => sum + (each.seen?.operations ?? 0), 0));
  });
});

it('is told no path, URL or password', async () => {
  await seated(async (host, board) => {
    await load(host);
    const site = { directory: '/secret', contenders: 2, url: 'redis://user:password@there', name: 'contend_x_1' };
    await Promise.all(host.contenders.map((each) => each.ask('open', { region: 1, site, mayBefall: false })));
    const told = board.notes.get(questionKey(1)) as string;
    expect(told).toContain('contend_x_1');
    expect(told).not.toMatch(/secret|password|there/);
  });
});

it('is gone when it cannot do what it is asked, and says why', async () => {
  await seated(async (host) => {
    await expect(load(host, { strategy: 'nobody/has-it' })).rejects.toThrow(
      new HostGone(1, 'it has no strategy nobody/has-it'),
    );
  });
});

it('keeps typed arrays typed on their way', () => {
  const note = { fork: 'f', n: 1, answers: [{ hits: Float64Array.of(1, 2.5), seen: null }] };
  expect(decode(encode(note))).toEqual(note);
  expect(answerKey(2)).not.toBe(questionKey(2));
});

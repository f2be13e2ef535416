import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { HitsFault, HitsTrial } from '@contend/documents';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FAULTS } from './fault.ts';
import { tryOut } from './trial.ts';

const NOWHERE = { url: '', name: '' };
const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), 'contend-hits-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

let own: string;
beforeEach(() => {
  own = mkdtempSync(join(folder, 'own-'));
  vi.stubEnv('TMPDIR', own);
});
afterEach(() => {
  vi.unstubAllEnvs();
  expect(readdirSync(own)).toEqual([]);
});

/** A module of ours, or one that is written here. */
function module(name: string, text?: string): string {
  if (text === undefined) return new URL(`./${name}.ts`, import.meta.url).href;
  const file = join(folder, `${name}.mjs`);
  writeFileSync(file, text);
  return pathToFileURL(file).href;
}

async function tried(
  of: string,
  {
    fault = null,
    rate = null,
    seconds = 0.3,
  }: { fault?: HitsFault | null; rate?: number | null; seconds?: number } = {},
): Promise<HitsTrial> {
  const entry = { name: 'mine', title: 'Mine', promises: true, module: of, plugin: undefined };
  const load = { rate, fault, repeat: 0, workers: 2, connections: 8, seconds, cores: null };
  return (await tryOut({ entry, ...load }, NOWHERE, signal)).trial;
}

/** Until a trial ends so: that it may is certain, and when it does is not. */
async function until(
  verdict: HitsTrial['verdict'],
  of: string,
  how: Parameters<typeof tried>[1] = {},
): Promise<HitsTrial> {
  for (;;) {
    const trial = await tried(of, how);
    if (trial.verdict === verdict) return trial;
    expect(['exact', 'within', 'lost-updates']).toContain(trial.verdict);
  }
}

describe.each(['file', 'sqlite', 'owner'])('%s', (name) => {
  const of = module(`servers/${name}`);

  it.each([null, 200])('loses nothing, and knows of each hit (rate: %s)', async (rate) => {
    const trial = await tried(of, { rate });
    expect(trial).toMatchObject({ verdict: 'exact', refused: 0, unknown: 0, reason: null });
    expect(trial.answered).toBeGreaterThan(0);
    expect(trial.counted).toBe(trial.answered);
  });

  it.each(FAULTS)('loses nothing under %s', async (fault) => {
    const trial = await tried(of, { fault });
    expect(trial).toMatchObject({ verdict: expect.stringMatching(/^(exact|within)$/), reason: null, fault });
    expect(trial.answered).toBeGreaterThan(0);
  });
});

it.each(['none', 'each-its-own', 'file-read-write'])('%s is seen to lose', async (name) => {
  const { answered, counted } = await until('lost-updates', module(`servers/${name}`));
  expect(counted).toBeLessThan(answered);
});

it('a lock that expires excludes as long as nobody stops, and loses when a holder was away for longer', async () => {
  const of = module('fixtures/lease-server');
  // A busy machine may stop it as well.
  await until('exact', of, { seconds: 1 });
  await until('lost-updates', of, { fault: 'stall', seconds: 3 });
});

describe('a server', () => {
  const about = "name: 'mine', title: 'Mine', promises: true";

  it.each([
    ['that throws where it makes its worker', "worker() { throw new Error('not today') }", /not today/],
    ['that ends its process', 'worker() { process.exit(7) }', /a worker exited with status 7 before it listened/],
    ['that is killed', "worker() { process.kill(process.pid, 'SIGKILL') }", /a worker was killed by SIGKILL/],
    ['that throws in the primary', "primary() { throw new Error('nor here') }, worker() {}", /nor here/],
    ['that ends the primary', 'primary() { process.exit(5) }, worker() {}', /primary exited with status 5/],
    ['that makes no server', 'worker: () => 42', /a worker exited with status 1 before it listened/],
  ])('%s crashes, and says so', async (name, body, says) => {
    const trial = await tried(module(name.replaceAll(' ', '-'), `export default { ${about}, ${body} };`));
    expect(trial).toMatchObject({ verdict: 'crashed', counted: null, sent: 0, latency: null });
    expect(trial.reason).toMatch(says);
  });

  it('that gives no count crashes', async () => {
    const worker = "worker: () => createServer((request, response) => response.end('many'))";
    const text = `import { createServer } from 'node:http'; export default { ${about}, ${worker} };`;
    const trial = await tried(module('many', text));
    expect(trial).toMatchObject({ verdict: 'crashed', counted: null, latency: { p50: expect.any(Number) } });
    expect(trial.reason).toBe('GET /count is answered by 200 "many", and not by a count');
  });

  it('that answers nothing crashes', async () => {
    const text = `import { createServer } from 'node:http'; export default { ${about}, worker: () => createServer(() => {}) };`;
    const trial = await tried(module('silent', text));
    expect(trial).toMatchObject({ verdict: 'crashed', counted: null, answered: 0, latency: null });
    expect(trial.reason).toBe('it answered nothing within 20 s');
    expect(trial.unknown).toBe(trial.sent);
  });

  it('that counts a hit twice is over', async () => {
    const worker = `worker({ directory }) {
      const file = openSync(directory + '/hits', 'a+');
      return createServer((request, response) => {
        if (request.url === '/hit') writeSync(file, '..');
        response.end(String(fstatSync(file).size));
      });
    }`;
    const text = `import { createServer } from 'node:http'; import { fstatSync, openSync, writeSync } from 'node:fs';
      export default { ${about}, ${worker} };`;
    expect(await tried(module('twice', text))).toMatchObject({ verdict: 'over-counted' });
  });
});

it('an abort ends everything at once, also a worker that is stopped', async () => {
  const aborting = new AbortController();
  const entry = { name: 'file', title: 'x', promises: true, module: module('servers/file'), plugin: undefined };
  const spec = { rate: null, fault: 'stall' as const, repeat: 0, workers: 2, connections: 4, seconds: 60, cores: null };
  const trying = tryOut({ entry, ...spec }, NOWHERE, aborting.signal);
  // Its folder is there once it begins.
  await expect.poll(() => readdirSync(own)).not.toEqual([]);
  setTimeout(() => aborting.abort(new Error('enough')), 1_500);
  await expect(trying).rejects.toThrow('enough');
});

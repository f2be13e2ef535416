/** The suite that every strategy runs, as vitest tests. The checks alone: `@contend/conformance/checks`. */
import type { RemoteStrategy } from '@contend/counter';
import { declaredIn, isRemote, strategiesOf } from '@contend/counter/declaration';
import type { Server } from '@contend/servers';
import { describe, expect, test } from 'vitest';
import { CHECKS, checksOf, crowdsOf } from './checks.ts';
import { REMOTE_CHECKS, type RemoteTrial, remoteChecksOf } from './remote.ts';
import { describeWithServer } from './server.ts';

export { describeWithServer } from './server.ts';

/** A check ends by its own limit first and says where it stood. */
const TIMEOUT_MS = 90_000;

/**
 * Declares a test for each check × world that a strategy promises × number of contenders.
 *
 * @param url of the file that exports the strategies: `new URL('./mine.ts', import.meta.url)`
 */
export async function conformance({ href }: URL): Promise<void> {
  for (const strategy of strategiesOf(await import(href), href))
    describe(strategy.id, () => {
      for (const world of strategy.promises)
        for (const contenders of crowdsOf(world))
          for (const name of checksOf(strategy, world))
            test(`${name}: ${contenders} ${world}`, { timeout: TIMEOUT_MS }, async () => {
              const { ok, check, detail } = await CHECKS[name]({ url: href, strategy, world, contenders });
              expect(ok, `${check}: ${detail}`).toBe(true);
            });
    });
}

/** Of processes: as few as contend, and more than there are cores here. */
const PROCESSES = [2, 4];
const REMOTE_TIMEOUT_MS = 240_000;

/**
 * As {@link conformance}, for strategies whose contenders share no memory. The tests of one that needs an engine have a
 * server of their own, and are skipped where the engine is not installed; so are those of one that is absent.
 *
 * @param options.increments of each contender, fewer where so many would take minutes @default 100
 */
export async function remoteConformance({ href }: URL, options: { increments?: number } = {}): Promise<void> {
  for (const strategy of declaredIn(await import(href), href).filter(isRemote) as RemoteStrategy[]) {
    const { id, needs, absent } = strategy;
    if (absent !== undefined)
      describe.skip(`${id} (${absent})`, () => remoteTests({ ...options, url: href, strategy }));
    else if (needs === undefined) describe(id, () => remoteTests({ ...options, url: href, strategy }));
    else describeWithServer(needs, id, (server) => remoteTests({ ...options, url: href, strategy }, server));
  }
}

function remoteTests(trial: Omit<RemoteTrial, 'contenders'>, server?: () => Server): void {
  for (const _ of trial.strategy.promises)
    for (const contenders of PROCESSES)
      for (const name of remoteChecksOf(trial.strategy))
        test(`${name}: ${contenders} processes`, { timeout: REMOTE_TIMEOUT_MS }, async () => {
          const at = server && { server: server().url };
          const { ok, check, detail } = await REMOTE_CHECKS[name]({ ...trial, contenders, ...at });
          expect(ok, `${check}: ${detail}`).toBe(true);
        });
}

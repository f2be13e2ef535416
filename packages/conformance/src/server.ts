/** Tests that need a server of an engine. */
import type { Engine } from '@contend/counter';
import { find, type Server, start } from '@contend/servers';
import { afterAll, beforeAll, describe } from 'vitest';

/**
 * As `describe`, with a server of the tests' own while they run. Where the engine is not installed they are skipped, and the
 * name says by which command it is.
 *
 * @param declare gets what gives the server, once a test runs
 */
export function describeWithServer(engine: Engine, name: string, declare: (server: () => Server) => void): void {
  const { absent } = find(engine);
  const suite = absent === undefined ? describe : describe.skip;
  suite(absent === undefined ? name : `${name} (${absent})`, () => {
    let server: Server | undefined;
    beforeAll(async () => {
      server = await start(engine);
    });
    afterAll(() => server?.end());
    declare(() => server as Server);
  });
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { find } from '../find.ts';
import { freshName } from '../name.ts';
import { TcpProxy } from '../proxy/tcp-proxy.ts';
import { type Server, throughPort } from '../server.ts';
import { start } from '../start.ts';
import { sweep } from '../sweep.ts';
import { BOARD_ENGINES, Board, boardsAt } from './board.ts';

for (const engine of BOARD_ENGINES) {
  const { absent } = find(engine);
  describe.skipIf(absent !== undefined)(absent ?? `a board at a server of ${engine}`, () => {
    let server: Server;
    beforeAll(async () => {
      server = await start(engine);
    });
    afterAll(() => server.end());
    const place = () => ({ engine, url: server.url });

    test('is found by who knows nothing but the URL, and read', async () => {
      const [mine, theirs] = [new Board(place(), freshName()), new Board(place(), freshName())];
      await mine.make();
      await theirs.make();
      await theirs.put('to/1', 'theirs');
      await mine.put('to/1', 'first');
      await mine.put('to/1', 'second');
      await mine.put('to/2', 'line\nand "quotes"');
      expect((await boardsAt(place())).sort()).toEqual(expect.arrayContaining([theirs.name]));
      expect(await boardsAt(place())).toContain(mine.name);
      const there = new Board(place(), mine.name);
      expect(await there.get('to/1')).toBe('second');
      expect(await there.get('to/3')).toBeNull();
      expect(await there.list('to/')).toEqual(
        new Map([
          ['1', 'second'],
          ['2', 'line\nand "quotes"'],
        ]),
      );
      for (const board of [mine, theirs, there]) await board.close();
    });

    test('has a clock that goes as this machine’s does', async () => {
      const board = new Board(place(), freshName());
      const before = Date.now();
      const told = await board.now();
      expect(told).toBeGreaterThan(before - 1);
      expect(told).toBeLessThan(Date.now() + 1);
      expect(await board.now()).toBeGreaterThan(told);
      await board.close();
    });

    test('that was removed has nothing on it', async () => {
      const board = new Board(place(), freshName());
      await board.make();
      await board.put('a', 'b');
      await sweep(server, board.name);
      expect(await board.get('a')).toBeNull();
      expect(await board.list('')).toEqual(new Map());
      expect(await boardsAt(place())).not.toContain(board.name);
      await board.close();
    });

    test('is asked again when an answer and its connection are lost', async () => {
      const proxy = await TcpProxy.listen(server.address);
      const board = new Board({ engine, url: throughPort(server.url, proxy.port) }, freshName());
      await board.make();
      await board.put('a', 'b');
      void proxy.dropNextReply();
      expect(await board.get('a')).toBe('b');
      await board.close();
      await proxy.close();
    });

    test('is none under a name that contend does not give, nor where nobody is', async () => {
      expect(() => new Board(place(), 'x; DROP SCHEMA public')).toThrow('no name that contend gives');
      const nobody = new URL(server.url);
      nobody.port = '1';
      await expect(new Board({ engine, url: nobody.href }, freshName()).make()).rejects.toMatchObject({
        code: 'unreachable',
      });
    });
  });
}

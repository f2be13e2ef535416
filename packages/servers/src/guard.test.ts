import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ENGINES, type EngineName } from './engine.ts';
import { find } from './find.ts';
import { listens, Traces } from './fixtures/traces.ts';
import { addressOf } from './server.ts';

let traces: Traces;
beforeAll(() => {
  traces = new Traces();
});
afterAll(() => traces.remove());

/** A process that starts a server, as the leader of a group like a terminal's. */
class Starter {
  readonly process: ChildProcess;
  readonly lines: AsyncIterator<string>;
  readonly exited: Promise<unknown>;

  constructor(engine: EngineName, onInterrupt: 'ends' | 'stays' | 'forgets') {
    const starter = fileURLToPath(new URL('./fixtures/starter.ts', import.meta.url));
    this.process = spawn(process.execPath, [starter, engine, onInterrupt], {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: traces.folder },
    });
    this.exited = once(this.process, 'exit');
    this.lines = createInterface({ input: this.process.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    return (await this.lines.next()).value;
  }

  /** What a terminal does at Ctrl-C. */
  interrupt(): void {
    process.kill(-(this.process.pid as number), 'SIGINT');
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exited;
  }
}

async function nothingIsLeft(processes: readonly number[]): Promise<void> {
  await expect.poll(() => [traces.processes(), traces.folders()], { interval: 20 }).toEqual([[], []]);
  expect(traces.segments(processes)).toEqual([]);
}

describe.skipIf(process.platform !== 'linux')('a guard', () => {
  for (const engine of ENGINES) {
    const { absent } = find(engine);
    describe.skipIf(absent !== undefined)(absent ?? engine, () => {
      test.each(['SIGKILL', 'Ctrl-C'])(
        'leaves no process, port or folder when its starter is ended by %s',
        async (how) => {
          const starter = new Starter(engine, 'ends');
          const address = addressOf(engine, await starter.line());
          const processes = traces.processes();
          // The starter, the guard, the server: what is looked for is found while it is there.
          expect(processes.length).toBeGreaterThanOrEqual(3);
          expect(traces.folders()).toHaveLength(1);
          expect(await listens(address)).toBe(true);
          if (how === 'SIGKILL') await starter.kill();
          else {
            starter.interrupt();
            await starter.exited;
          }
          await nothingIsLeft(processes);
          expect(await listens(address)).toBe(false);
        },
      );

      test('keeps Ctrl-C from the server, which lives as long as its starter', async () => {
        const starter = new Starter(engine, 'stays');
        await starter.line();
        const processes = traces.processes();
        starter.interrupt();
        expect(await starter.line()).toBe('answers');
        await starter.kill();
        await nothingIsLeft(processes);
      });

      test('lets a program end that has forgotten its server', async () => {
        const starter = new Starter(engine, 'forgets');
        await starter.line();
        await starter.exited;
        await nothingIsLeft([]);
      });

      // One of those that are started at once, and the one that is prepared before.
      const either = engine === 'redis' || engine === 'postgres';
      test.runIf(either)('leaves nothing at whatever moment its starter is killed', async () => {
        for (let ms = 50; ms <= 1_600; ms *= 1.4) {
          const starter = new Starter(engine, 'ends');
          await delay(ms);
          await starter.kill();
          await nothingIsLeft([]);
        }
      });
    });
  }
});

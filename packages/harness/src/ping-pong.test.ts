import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { PingPong } from './ping-pong.ts';
import { threadId } from './thread.ts';

describe.runIf(availableParallelism() > 1 && threadId() !== null)('core-to-core ping-pong', () => {
  it('takes some time, each time it is measured', async () => {
    const pingPong = new PingPong([0, 1]);
    try {
      for (let i = 0; i < 3; i++) {
        const ns = await pingPong.measure();
        expect(ns === null || ns > 0).toBe(true);
      }
    } finally {
      await pingPong.close();
    }
  });
});

/** Plain tinybench over the same counter under two names, as its documentation shows: its means and margins of error. */
import { locked } from '@contend/counter';
import { answerOnce } from '@contend/harness/in-fork';
import { Bench } from 'tinybench';
import strategies from './strategies.ts';

export interface Margin {
  mean: number;
  /** Margin of error of the mean, in its unit. */
  margin: number;
}

answerOnce(async () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const view = new Int32Array(memory.buffer);
  const counter = (at: 0 | 1, count: number) => {
    const strategy = strategies[at];
    if (strategy === undefined) throw new Error('the selftest has lost a strategy');
    const Lock = strategy.make(Atomics, { memory, world: 'threads' });
    return locked(new Lock(view, count + 64, 0, 1), { view, index: count });
  };
  const [a, b] = [counter(0, 0), counter(1, 1_024)];
  const bench = new Bench()
    .add('A', () => {
      a.increment();
    })
    .add('B', () => {
      b.increment();
    });
  await bench.run();
  return bench.tasks.map(({ result }): Margin => {
    if (result.state !== 'completed') throw new Error('tinybench did not complete');
    return { mean: result.latency.mean, margin: result.latency.moe };
  });
});

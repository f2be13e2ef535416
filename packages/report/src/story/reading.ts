/** How to read a report, for readers who have never seen one. */
import { type ContendRecord, isServed } from '@contend/record';
import type { Inline, Section } from './block.ts';

export const readingSection = ({ cells }: ContendRecord): Section => ({
  id: 'reading',
  title: 'How to read this',
  result: [],
  blocks: [
    {
      kind: 'list',
      items: [
        [
          { strong: 'Counts first. ' },
          'A cell (a strategy, in a world, with so many contenders, under a workload) whose count is wrong is marked ✗ and never ranked. Where nothing is promised a loss is expected: the unlocked counter is there to show that losses are seen.',
        ],
        [
          { strong: 'Worlds. ' },
          'Tasks are async functions of one event loop; threads are workers over shared memory. A lock for one need not guard anything in the other.',
        ],
        ...(cells.some(({ world }) => isServed(world)) ? SERVED : []),
        [
          { strong: 'Intervals are over forks: ' },
          'fresh processes, measured in random order, not samples of one process.',
        ],
        [
          { strong: 'Only neighbours in time can be compared. ' },
          'The speed of a shared machine drifts for seconds at a time, so differences are called from pairs of forks measured next to each other, never by comparing two medians.',
        ],
        [
          { strong: 'Workloads. ' },
          'hot: no work inside or outside the section; typical: 100 ns inside, 1 µs outside; long-hold: 10 µs inside.',
        ],
        [
          { strong: 'No rank carries over to another machine. ' },
          'Locks change places from host to host: measure on yours.',
        ],
      ],
    },
  ],
});

const SERVED: readonly Inline[] = [
  [
    { strong: 'Without shared memory. ' },
    'In the world processes contenders are processes of one machine; in the world machines they are clients, processes too, that meet at a server. There an increment counts when it is acknowledged, and an answer can be lost on the way: of such an increment nobody knows whether it counted.',
  ],
];

import pLimit from 'p-limit';
import type { Adapter } from '../primitives.ts';
import { holding } from '../sections.ts';

export default {
  name: 'p-limit',
  semaphore: (permits) => {
    const limit = pLimit({ concurrency: permits, rejectOnClear: true });
    return {
      sections: true,
      acquire: () => holding(limit),
      run: (section) => limit(section) as never,
      waiting: () => limit.pendingCount,
      available: () => limit.concurrency - limit.activeCount,
      cancelAll: () => limit.clearQueue(),
      resize: (to) => {
        limit.concurrency = to;
      },
    };
  },
} satisfies Adapter;

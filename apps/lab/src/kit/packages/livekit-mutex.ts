import { MultiMutex, Mutex } from '@livekit/mutex';
import type { Adapter, Lock } from '../primitives.ts';

const lockOf = (mutex: Mutex | MultiMutex): Lock => ({
  acquire: async () => ({ release: await mutex.lock() }),
  locked: () => mutex.isLocked(),
});

export default {
  name: '@livekit/mutex',
  mutex: () => lockOf(new Mutex()),
  semaphore: (permits) => lockOf(new MultiMutex(permits)),
} satisfies Adapter;

/** What a thread of a page knows of itself: nothing. */
import type { Usage } from './thread.ts';

const NOTHING: Usage = { cpuNs: null, voluntary: null, involuntary: null };

export const threadId = (): null => null;
export const cpuTimeSource = (): null => null;
export const usage = (): Usage => NOTHING;
export const usedSince = (): Usage => NOTHING;

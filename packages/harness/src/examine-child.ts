/** A process that says how finely its runtime tells time, and where it has a thread's CPU time from. */
import { answerOnce } from './answer.ts';
import { clockStepNs } from './clock.ts';
import type { Examined } from './examine.ts';
import { cpuTimeSource } from './thread.ts';

answerOnce((): Examined => ({ clockStepNs: clockStepNs(), cpuTime: cpuTimeSource() }));

/**
 * The main thread of a fork: a fresh process, or a page of a browser, that measures one cell, or two in turn, says what came of
 * it, and ends. It loads no strategy and sleeps while a window is open, so it can always be asked to stop, and can say what its
 * threads are doing.
 */
import { answerOnce } from './answer.ts';
import { measured } from './measured.ts';
import type { ForkSpec, PairSpec } from './spec.ts';
import { teamOf } from './team-of.ts';

answerOnce((spec: ForkSpec | PairSpec, stop) => measured(spec, teamOf, stop));

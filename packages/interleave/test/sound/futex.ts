/** The three-state mutex that comes with contend: mutants and rewrites are made of the very class that is measured. */
// @boundaries-ignore the checker knows no strategy, and only its tests import this
import futex from '../../../mutex/src/futex.ts';

export const Futex = futex.make;

export default futex;

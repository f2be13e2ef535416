/** The MCS queue lock that comes with contend: mutants and rewrites are made of the very class that is measured. */
// @boundaries-ignore the checker knows no strategy, and only its tests import this
import mcs from '../../../spinlock/src/mcs.ts';

export const Mcs = mcs.make;

export default mcs;

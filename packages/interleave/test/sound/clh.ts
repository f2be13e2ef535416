/** The CLH queue lock that comes with contend: mutants and rewrites are made of the very class that is measured. */
// @boundaries-ignore the checker knows no strategy, and only its tests import this
import clh from '../../../spinlock/src/clh.ts';

export const Clh = clh.make;

export default clh;

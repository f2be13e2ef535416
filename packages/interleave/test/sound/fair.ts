/** The fair mutex that comes with contend: mutants and rewrites are made of the very class that is measured. */
// @boundaries-ignore the checker knows no strategy, and only its tests import this
import fair from '../../../mutex/src/fair.ts';

export const Fair = fair.make;

export default fair;

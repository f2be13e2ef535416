/** The atomic addition that comes with contend: mutants are made of the very class that is measured. */
// @boundaries-ignore the checker knows no strategy, and only its tests import this
import add from '../../../atomic/src/add.ts';

export const Add = add.make;

export default add;

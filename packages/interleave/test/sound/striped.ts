/** The striped counter that comes with contend: mutants are made of the very class that is measured. */
// @boundaries-ignore the checker knows no strategy, and only its tests import this
import striped from '../../../atomic/src/striped.ts';

/** Words from one contender's cell to the next one's. */
export const LINE = striped.words(1);

export const Striped = striped.make;

export default striped;

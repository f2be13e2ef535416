/** The adaptive mutex that comes with contend: mutants and rewrites are made of the very class that is measured. */
// @boundaries-ignore the checker knows no strategy, and only its tests import this
import adaptive from '../../../mutex/src/adaptive.ts';

export const Adaptive = adaptive.make;

export default adaptive;

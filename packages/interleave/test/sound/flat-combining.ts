/** The flat-combining counter that comes with contend: mutants are made of the very class that is measured. */
// @boundaries-ignore the checker knows no strategy, and only its tests import this
import flatCombining from '../../../actor/src/flat-combining.ts';

export const FlatCombining = flatCombining.make;

export default flatCombining;

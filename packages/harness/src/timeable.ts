/** ms that something must take so that the clock can time it: nothing, where its steps are nanoseconds. */
export const TIMEABLE_MS = 0;

/** A page's clock goes in steps of 5 µs or more: of a millisecond that is half a per cent. */
export const TIMEABLE_MS = 1;

/** The forks of a cell over time, as text: numbers by the hundred thousand would keep a page from opening. */

export type CoursePoint =
  /** Seconds from the start of the run; ns per increment of the fork, and of its fastest and its slowest round. */
  | { at: number; ns: number; low: number; high: number }
  /** It counted nothing. */
  | { at: number; ns: null };

/** `0,20.1,19.8,21;12;24,20.3,20,20.5`. */
export function packCourse(points: readonly CoursePoint[]): string {
  const short = (value: number): number => Number(value.toPrecision(4));
  return points
    .map((point) => [
      Math.round(point.at),
      ...(point.ns === null ? [] : [short(point.ns), short(point.low), short(point.high)]),
    ])
    .join(';');
}

export function unpackCourse(text: string): CoursePoint[] {
  if (text === '') return [];
  return text.split(';').map((point) => {
    const [at = 0, ns, low = 0, high = 0] = point.split(',').map(Number);
    return ns === undefined ? { at, ns: null } : { at, ns, low, high };
  });
}

/**
 * Where names stand that belong to places along an axis: as near to them as can be, in their order, and none over another.
 *
 * @param places pixels, in any order
 * @param least pixels from one name to the next
 * @param length of the axis; where it is too short for all names they reach beyond its beginning
 * @returns in the order of the places
 */
export function apart(places: readonly number[], least: number, length: number): number[] {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] as number) - (places[b] as number));
  const found = [...places];
  let before = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    found[index] = Math.max(found[index] as number, before + least);
    before = found[index] as number;
  }
  let behind = length + least;
  for (const index of order.toReversed()) {
    found[index] = Math.min(found[index] as number, behind - least);
    behind = found[index] as number;
  }
  return found;
}

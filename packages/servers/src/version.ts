/** Versions as engines tell them: numbers with points between. */

/** Whether a version is at least another; a number that is missing is 0. */
export function isAtLeast(version: string, oldest: string): boolean {
  const have = version.split('.').map(Number.parseFloat);
  for (const [i, need] of oldest.split('.').map(Number).entries()) {
    const number = have[i] ?? 0;
    if (number !== need) return number > need;
  }
  return true;
}

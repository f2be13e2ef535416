/** An increment that was refused: it surely was not counted, and may be made again. */
export class Refusal extends Error {
  override name = 'Refusal';
  /** Tells it from an error after which nobody knows. An error that is not of this class may have it too. */
  readonly counted = false;
}

/** Whether an increment that ended with this error is known not to have counted. */
export function surelyNotCounted(error: unknown): boolean {
  return (error as { counted?: unknown } | null | undefined)?.counted === false;
}

/** The same error, by which it can be told that nothing was counted. @param error what was thrown, whatever it is */
export function refusal(error: unknown): Error {
  if (!(error instanceof Error)) return new Refusal(String(error));
  return Object.assign(error, { counted: false });
}

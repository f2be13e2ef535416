/** The strategy does something that the checker cannot control. The message says what, in one line. */
export class NotCheckable extends Error {
  override name = 'NotCheckable';
}

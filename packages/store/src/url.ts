/** What the URL of a server tells. */
import { Refusal } from '@contend/counter';

/** User and password as they are, not as they are written in a URL; '' where there is none. */
export interface Parsed {
  /** With its colon, as `URL` has it. */
  protocol: string;
  host: string;
  user: string;
  password: string;
}

/** @throws {Refusal} without the URL, which may have a password in it; `URL`'s own error has it whole */
export function parsed(url: string): Parsed {
  const read = URL.parse(url);
  if (read === null) throw new Refusal('the URL of the server is not one: write it as scheme://host:port');
  const { protocol, host, username, password } = read;
  return { protocol, host, user: decodeURIComponent(username), password: decodeURIComponent(password) };
}

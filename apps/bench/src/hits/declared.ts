/** What a server says of itself, and whether it is one. */
import { HIT_ENGINES, type HitServer } from './server.ts';

export type Declared = Pick<HitServer, 'name' | 'title' | 'promises' | 'needs'>;

const FIELDS = ['name', 'title', 'promises', 'needs', 'primary', 'worker'];
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_NAME = 40;
const LONGEST_TITLE = 80;

/** @throws Error of one line that names the field and says what it must be */
export function checkServer(value: unknown): Declared {
  if (typeof value !== 'object' || value === null) throw new Error('its default export must be an object, a server');
  const server = value as Record<string, unknown>;
  const must = (holds: boolean, field: string, be: string) => {
    if (!holds) throw new Error(`${field} must be ${be}`);
  };
  const { name, title, promises, needs, primary, worker } = server;
  must(
    typeof name === 'string' && NAME.test(name) && name.length <= LONGEST_NAME,
    'name',
    `lower-case letters, digits and dashes, ${LONGEST_NAME} at most`,
  );
  must(
    typeof title === 'string' && /^[^\p{C}]+$/u.test(title) && title.length <= LONGEST_TITLE,
    'title',
    `one line of up to ${LONGEST_TITLE} characters`,
  );
  must(typeof promises === 'boolean', 'promises', 'true or false');
  must(
    needs === undefined || HIT_ENGINES.some((each) => each === needs),
    'needs',
    `${HIT_ENGINES.join(' or ')}, or left out`,
  );
  must(primary === undefined || typeof primary === 'function', 'primary', 'a function, or left out');
  must(typeof worker === 'function', 'worker', 'a function that returns a server of node:http');
  const unknown = Object.keys(server).find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) throw new Error(`there is no field ${unknown}: it has ${FIELDS.join(', ')}`);
  return { name, title, promises, ...(needs === undefined ? {} : { needs }) } as Declared;
}

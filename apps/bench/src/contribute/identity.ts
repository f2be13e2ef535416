/** What of this machine names a person or the machine itself, and must not be in what is published. */
import os from 'node:os';

export interface Name {
  what: 'host name' | 'user name' | 'home directory' | 'working directory';
  text: string;
}

/** Names that a system gives to everybody. A record may say `debian`, and tells nothing of whose it is. */
const EVERYBODYS = new Set(
  'admin administrator arch debian docker fedora home linux localhost macos node pi root runner runneradmin ubuntu user vagrant windows'.split(
    ' ',
  ),
);
/** Two letters are in every text. */
const SHORTEST = 3;

export interface Machine {
  hostname: string;
  users: readonly (string | undefined)[];
  home: string;
  cwd: string;
}

function thisMachine(): Machine {
  const { USER, LOGNAME, USERNAME } = process.env;
  return {
    hostname: os.hostname(),
    users: [loginName(), USER, LOGNAME, USERNAME],
    home: os.homedir(),
    cwd: process.cwd(),
  };
}

/** Of a user without an entry (a container's) there is none. */
function loginName(): string | undefined {
  try {
    return os.userInfo().username;
  } catch {
    return undefined;
  }
}

/** Each once; those that name nobody are left out. */
export function namesOf({ hostname, users, home, cwd }: Machine = thisMachine()): Name[] {
  const all: { what: Name['what']; text: string | undefined }[] = [
    ...[hostname, hostname.split('.')[0]].map((text) => ({ what: 'host name' as const, text })),
    ...users.map((text) => ({ what: 'user name' as const, text })),
    { what: 'home directory', text: home },
    { what: 'working directory', text: cwd },
  ];
  const telling = all.filter((name): name is Name => tells(name.text));
  return telling.filter(({ text }, i) => telling.findIndex((other) => other.text === text) === i);
}

function tells(text: string | undefined): boolean {
  return text !== undefined && text.length >= SHORTEST && !EVERYBODYS.has(text.toLowerCase());
}

/** Where a value holds one of the names, as a word of its own or as a path: `cells[3].reason`. */
export function identifying(
  value: unknown,
  names: readonly Name[],
  path = '',
): { field: string; what: Name['what'] }[] {
  if (typeof value === 'string') {
    return names.filter((name) => holds(value, name.text)).map(({ what }) => ({ field: path, what }));
  }
  if (Array.isArray(value)) {
    // Numbers are most of a record.
    if (typeof value[0] === 'number') return [];
    return value.flatMap((item, i) => identifying(item, names, `${path}[${i}]`));
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    ...names.filter(({ text }) => holds(key, text)).map(({ what }) => ({ field: path || 'the record', what })),
    ...identifying(item, names, path === '' ? key : `${path}.${key}`),
  ]);
}

function holds(text: string, name: string): boolean {
  const [within, sought] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = within.indexOf(sought); at !== -1; at = within.indexOf(sought, at + 1)) {
    if (!isLetter(within[at - 1]) && !isLetter(within[at + sought.length])) return true;
  }
  return false;
}

const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

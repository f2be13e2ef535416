/** What contend knows of an engine: how it is found, started, and talked to. */
export const ENGINES = ['redis', 'postgres', 'etcd', 'nats'] as const;
export type EngineName = (typeof ENGINES)[number];

/** The programs of an engine, as a package installs them. */
export interface Program {
  /** What must lie in one folder; the first is the server. */
  readonly binaries: readonly [string, ...string[]];
  /** Where packages put them, besides the folders of PATH: the best first. */
  folders(): string[];
  readonly versionArguments: readonly string[];
  /** The command that installs it on Debian and Ubuntu. */
  readonly install: string;
}

export interface Command {
  readonly file: string;
  readonly arguments: readonly string[];
}

/** How a server of contend's own is started in a folder of its own. */
export interface Launch {
  /** Texts by file name. Passwords are told in files: every user of a machine sees the arguments of all processes. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether the programs refuse to be run by root. */
  readonly refusesRoot?: boolean;
  /** What is run, to its end, before the server is started for the first time. */
  readonly prepare?: Command;
  /** Does not return while the server lives: nothing is a daemon. */
  command(port: number): Command;
  url(port: number): string;
}

export interface Place {
  readonly folder: string;
  /** Where the engine's programs are. */
  readonly binaries: string;
  readonly password: string;
  /** One of {@link Engine.durabilities}. */
  readonly durability: string;
}

/** A connection, for what contend itself asks of a server. It does not reconnect. */
export interface Client {
  version(): Promise<string>;
  /** What decides whether an acknowledged hit outlives a crash, as the server tells it; `unknown` where it does not. */
  durability(): Promise<Record<string, string>>;
  /** The least that the server can be asked. */
  ping(): Promise<void>;
  /** Makes and removes what strategies need to make. @throws when there is no right to */
  tryRights(name: string): Promise<void>;
  /** Removes what strategies made under a name, and nothing else. */
  sweep(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface Engine {
  readonly title: string;
  /** Of its URLs; the first is used for contend's own servers. */
  readonly schemes: readonly [string, ...string[]];
  readonly defaultPort: number;
  /** The oldest version that contend can use. */
  readonly oldest: string;
  readonly program: Program;
  /** How safely it can be asked to keep what it acknowledged; the first is the default. */
  readonly durabilities: readonly [string, ...string[]];
  /** How a server, or its client library, says that it refuses. */
  readonly refusals: {
    readonly wrongPassword: RegExp;
    readonly noRights: RegExp;
    /** Only of engines whose old versions cannot be asked which they are. */
    readonly tooOld?: RegExp;
    /** What to give the user: completes a sentence. */
    readonly rights: string;
  };
  launch(place: Place): Launch;
  /** @throws what its client library throws */
  connect(url: string): Promise<Client>;
}

/** ms within which a server must have answered whoever connects. */
export const CONNECT_MS = 10_000;
/** ms within which it must have done what it was asked. */
export const ANSWER_MS = 60_000;

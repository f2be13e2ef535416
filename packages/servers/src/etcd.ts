/** etcd, through the JSON gateway that it has beside gRPC. */
import { ANSWER_MS, type Client, CONNECT_MS, type Engine } from './engine.ts';

export const base64 = (text: string) => Buffer.from(text).toString('base64');

export class EtcdClient implements Client {
  readonly base: string;
  readonly headers: Record<string, string> = {};

  constructor(url: URL) {
    this.base = url.origin;
  }

  /** @throws Error with etcd's own words, or what `fetch` throws */
  async ask(path: string, question: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.base}/v3/${path}`, {
      method: 'POST',
      headers: this.headers,
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(String(answer.message ?? answer.error ?? response.status));
    return answer;
  }

  async enter(name: string, password: string): Promise<void> {
    this.headers.authorization = String((await this.ask('auth/authenticate', { name, password })).token);
  }

  async version(): Promise<string> {
    const response = await fetch(`${this.base}/version`, { signal: AbortSignal.timeout(CONNECT_MS) });
    return String((await response.json()).etcdserver);
  }

  /** Nothing can be chosen: every member writes and synchronises its log before it answers. */
  async durability(): Promise<Record<string, string>> {
    // It may be root's to know.
    const { members }: { members?: object[] } = await this.ask('cluster/member/list', {}).catch(() => ({}));
    return { members: String(members?.length ?? 'unknown') };
  }

  async ping(): Promise<void> {
    await this.ask('kv/range', { key: base64('contend_ping'), count_only: true });
  }

  async tryRights(name: string): Promise<void> {
    await this.ask('kv/put', { key: base64(`${name}/rights`), value: base64('0') });
    await this.sweep(name);
  }

  async sweep(name: string): Promise<void> {
    // The range ends before the first key that does not begin so: with the character after the last one.
    for (const [first, after] of [
      ['/', '0'],
      ['_', '`'],
    ])
      await this.ask('kv/deleterange', { key: base64(name + first), range_end: base64(name + after) });
  }

  async close(): Promise<void> {}
}

export const etcd: Engine = {
  title: 'etcd',
  schemes: ['http', 'https'],
  defaultPort: 2379,
  oldest: '3.4',
  program: {
    binaries: ['etcd'],
    folders: () => ['/usr/bin'],
    versionArguments: ['--version'],
    install: 'apt-get install etcd-server',
  },
  durabilities: ['fsync'],
  refusals: {
    wrongPassword:
      /authentication failed|authentication is not enabled|user name is empty|user name not found|invalid auth token/,
    noRights: /permission denied/,
    rights: 'the rights to read and write the keys with the prefix contend_',
  },
  // A password would need users, roles and tokens that expire; it listens on loopback alone.
  launch: ({ folder, binaries }) => ({
    files: {},
    command: (port) => ({
      file: `${binaries}/etcd`,
      arguments: Object.entries({
        'data-dir': `${folder}/data`,
        'listen-client-urls': `http://127.0.0.1:${port}`,
        'advertise-client-urls': `http://127.0.0.1:${port}`,
        // It has no peers, and cannot be told not to listen to them: any free port will do.
        'listen-peer-urls': 'http://127.0.0.1:0',
        'initial-advertise-peer-urls': 'http://127.0.0.1:0',
        'initial-cluster': 'default=http://127.0.0.1:0',
        logger: 'zap',
        'log-level': 'warn',
      }).map(([name, value]) => `--${name}=${value}`),
    }),
    url: (port) => `http://127.0.0.1:${port}`,
  }),
  connect: async (url) => {
    const parsed = new URL(url);
    const client = new EtcdClient(parsed);
    // Whoever is no etcd, and silent, is found out sooner by this.
    await client.version();
    if (parsed.username !== '')
      await client.enter(decodeURIComponent(parsed.username), decodeURIComponent(parsed.password));
    return client;
  },
};

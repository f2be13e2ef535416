/**
 * A host that has joined another one's run: does what the board asks of its seat. It starts contenders of its own for each
 * fork, from its own strategies, at servers whose URLs it was given itself: the board says what to do, never how.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '@contend/counter';
import { ContenderProcess } from '../contender-process.ts';
import { pin } from '../pin.ts';
import type { Job, Jobs, Loaded } from '../process-jobs.ts';
import { beginProgress } from '../progress-file.ts';
import { type Offset, offsetTo } from './board-clock.ts';
import {
  answerKey,
  decode,
  encode,
  type NoteBoard,
  type Question,
  questionKey,
  type RemoteSite,
  shifted,
} from './notes.ts';

const POLL_MS = 20;

export interface Guest {
  seat: number;
  /** URL of the module that has a strategy; undefined for one that this host does not have. */
  moduleOf(strategy: string): string | undefined;
  /** Of the server that a strategy needs, as this host was given it. */
  urlOf(engine: Engine): string | undefined;
  /** To pin to; `null` leaves contenders to the scheduler. */
  cores: readonly number[] | null;
}

/** Contenders of one fork. */
class SeatedFork {
  readonly id: string;
  private readonly guest: Guest;
  private readonly contenders: ContenderProcess[];
  private readonly directory: string;
  private readonly offset: Offset;

  private constructor(id: string, count: number, guest: Guest, directory: string, offset: Offset) {
    this.id = id;
    this.guest = guest;
    this.directory = directory;
    this.offset = offset;
    this.contenders = Array.from({ length: count }, () => new ContenderProcess());
  }

  static async start(board: NoteBoard, { fork, questions }: Question, guest: Guest): Promise<SeatedFork> {
    const directory = await mkdtemp(join(tmpdir(), 'contend-seat-'));
    // Contenders are numbered over all hosts.
    beginProgress(directory, 1 + Math.max(...questions.map((each) => (each as Jobs['load'][0]).contender)));
    return new SeatedFork(fork, questions.length, guest, directory, await offsetTo(board));
  }

  async asked({ job, questions }: Question): Promise<unknown[]> {
    const answers = await Promise.all(
      this.contenders.map(async (contender, i) =>
        shifted(job, await contender.ask(job, await this.understood(job, questions[i])), this.offset.ms),
      ),
    );
    if (job !== 'load') return answers;
    const { cores } = this.guest;
    const ids = this.contenders.map(({ process: { pid } }) => pid ?? null);
    const pinned = cores !== null && (await pin(ids, cores));
    return answers.map((each) => ({ ...(each as Loaded), pinned }));
  }

  /** With what only this host knows. */
  private async understood<J extends Job>(job: J, question: unknown): Promise<Jobs[J][0]> {
    if (job === 'load') {
      const { spec, contender } = question as Jobs['load'][0];
      const module = this.guest.moduleOf(spec.strategy);
      if (module === undefined) throw new Error(`it has no strategy ${spec.strategy}`);
      return { spec: { ...spec, module }, contender } as Jobs[J][0];
    }
    if (job === 'open') {
      const { region, site, mayBefall } = question as { region: number; site: RemoteSite; mayBefall: boolean };
      const url = this.guest.urlOf(site.engine);
      if (url === undefined) throw new Error(`it was given no URL of ${site.engine}`);
      const directory = join(this.directory, String(Number(region)));
      await mkdir(directory, { recursive: true });
      return {
        region,
        site: { directory, contenders: site.contenders, url, name: site.name },
        mayBefall,
      } as Jobs[J][0];
    }
    if (job === 'contend') {
      const window = question as Jobs['contend'][0];
      return { ...window, opens: window.opens - this.offset.ms } as Jobs[J][0];
    }
    return question as Jobs[J][0];
  }

  async end(): Promise<void> {
    for (const { process: child } of this.contenders) child.kill('SIGKILL');
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** Serves until told to stop. Rejects when the board's server is out of reach for too long. */
export async function serveSeat(board: NoteBoard, guest: Guest, signal: AbortSignal): Promise<void> {
  let fork: SeatedFork | undefined;
  let done = 0;
  try {
    while (!signal.aborted) {
      const text = await board.get(questionKey(guest.seat));
      const question = text === null ? undefined : decode<Question>(text);
      if (question === undefined || (question.fork === fork?.id && question.n === done)) {
        await delay(POLL_MS);
        continue;
      }
      const { fork: id, n } = question;
      done = n;
      let answer: { answers: unknown[] } | { failed: string };
      try {
        if (id !== fork?.id) {
          await fork?.end();
          fork = await SeatedFork.start(board, question, guest);
        }
        answer = { answers: await fork.asked(question) };
      } catch (error) {
        answer = { failed: error instanceof Error ? error.message : String(error) };
      }
      await board.put(answerKey(guest.seat), encode({ fork: id, n, ...answer }));
    }
  } finally {
    await fork?.end();
  }
}

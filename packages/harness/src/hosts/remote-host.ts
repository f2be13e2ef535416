/** Another host's contenders, as the fork sees them that asks them: over the board, in times of the board's clock. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '@contend/counter';
import { now } from '../clock.ts';
import type { Contender } from '../contender-process.ts';
import { HOST_PATIENCE_MS, HostGone } from '../host-gone.ts';
import type { Job, Jobs } from '../process-jobs.ts';
import type { Offset } from './board-clock.ts';
import {
  type Answer,
  answerKey,
  decode,
  encode,
  type NoteBoard,
  questionKey,
  type RemoteSite,
  shifted,
} from './notes.ts';

const POLL_MS = 20;

interface Asked {
  question: unknown;
  answered: PromiseWithResolvers<unknown>;
}

export class RemoteHost {
  readonly contenders: Contender[];
  private readonly board: NoteBoard;
  private readonly seat: number;
  private readonly engine: Engine;
  private readonly offset: Offset;
  private readonly fork: string;
  private n = 0;
  /** Of the same moment: they go in one note. */
  private asked: Asked[] = [];

  constructor(
    board: NoteBoard,
    place: { seat: number; contenders: number; engine: Engine },
    offset: Offset,
    fork: string,
  ) {
    this.board = board;
    this.seat = place.seat;
    this.engine = place.engine;
    this.offset = offset;
    this.fork = fork;
    this.contenders = Array.from({ length: place.contenders }, () => ({
      ask: <J extends Job>(job: J, question: Jobs[J][0]) => this.ask(job, question),
    }));
  }

  private ask<J extends Job>(job: J, question: Jobs[J][0]): Promise<Jobs[J][1]> {
    const answered = Promise.withResolvers<unknown>();
    this.asked.push({ question: this.told(job, question), answered });
    if (this.asked.length === 1) queueMicrotask(() => this.send(job, question));
    return answered.promise as Promise<Jobs[J][1]>;
  }

  private async send<J extends Job>(job: J, question: Jobs[J][0]): Promise<void> {
    const asked = this.asked;
    this.asked = [];
    try {
      const answers = await this.exchanged(job, asked, 'opens' in question ? question.opens + question.windowMs : 0);
      for (const [i, { answered }] of asked.entries())
        answered.resolve(shifted(job, answers[i] as Jobs[J][1], -this.offset.ms));
    } catch (error) {
      for (const { answered } of asked) answered.reject(error);
    }
  }

  /** @param until nobody answers earlier than this, and whoever looked would disturb the measurement */
  private async exchanged(job: Job, asked: readonly Asked[], until: number): Promise<unknown[]> {
    const n = ++this.n;
    const questions = asked.map(({ question }) => question);
    await this.board.put(questionKey(this.seat), encode({ fork: this.fork, n, job, questions }));
    await delay(Math.max(0, until - now()));
    const end = now() + HOST_PATIENCE_MS;
    while (now() < end) {
      const text = await this.board.get(answerKey(this.seat));
      const answer = text === null ? undefined : decode<Answer>(text);
      if (answer?.fork === this.fork && answer.n === n) {
        if ('failed' in answer) throw new HostGone(this.seat, answer.failed);
        return answer.answers;
      }
      await delay(POLL_MS);
    }
    throw new HostGone(this.seat, `it has not answered for ${HOST_PATIENCE_MS / 1_000} s`);
  }

  /** What leaves this host: no path, no URL, and times of the board's clock. */
  private told(job: Job, question: unknown): unknown {
    if (job === 'load') {
      const { spec, contender } = question as Jobs['load'][0];
      const { strategy, insideSteps, outsideSteps, nsPerStep, inFlight } = spec;
      return { spec: { strategy, insideSteps, outsideSteps, nsPerStep, inFlight }, contender };
    }
    if (job === 'open') {
      const { region, site, mayBefall } = question as Jobs['open'][0];
      const { name, contenders } = site;
      return { region, site: { engine: this.engine, name, contenders } satisfies RemoteSite, mayBefall };
    }
    if (job === 'contend') {
      const window = question as Jobs['contend'][0];
      return { ...window, opens: window.opens + this.offset.ms };
    }
    return question;
  }
}

/**
 * A cell's contenders in a program of their own, which is told on its stdin when to open a window and answers on its
 * stdout in lines of JSON, each an object with one key: what it was asked for.
 *
 * @see packages/native/src/baseline.h
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { NOTICE_MS } from './gate.ts';
import { pin } from './pin.ts';
import type { ForkSpec } from './spec.ts';
import type { Progress, Team, Window } from './team.ts';
import type { Usage } from './thread.ts';
import { LARGEST_BATCH, LONGEST, RAMP_MS, SHORTEST } from './watch.ts';
import type { Contended } from './worker.ts';

const NS_PER_MS = 1e6;
/** How contenders behave in a window, here and there. */
const RULES = [NOTICE_MS * NS_PER_MS, RAMP_MS * NS_PER_MS, SHORTEST, LONGEST, LARGEST_BATCH];

/** The keys of its answers, and what they hold. */
interface Answers {
  threads: (number | null)[];
  contended: Pick<Contended, 'seen' | 'used'>[];
  value: number;
  progress: { finished: number; cpuNs: number };
}

type Question = keyof Answers;

export class ProgramTeam implements Team {
  pinned = false;
  readonly workDrift = null;
  contending = false;
  private readonly spec: Pick<ForkSpec, 'contenders' | 'cores'>;
  private readonly program: ChildProcessWithoutNullStreams;
  /** By question: it is asked one of a kind at a time. */
  private readonly pending = new Map<Question, PromiseWithResolvers<never>>();
  private readonly started: Promise<Answers['threads']>;
  private death: Error | undefined;
  private stderr = '';
  private stopped = false;

  /** @param program path of the executable */
  constructor(spec: Pick<ForkSpec, 'contenders' | 'cores'>, program: string) {
    this.spec = spec;
    this.program = spawn(program, [spec.contenders, ...RULES].map(String));
    this.started = this.expect('threads');
    // Whoever assembles hears of it.
    this.started.catch(() => {});
    this.program.stdin.on('error', () => {});
    this.program.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr = (this.stderr + text).slice(-1_000);
    });
    createInterface({ input: this.program.stdout }).on('line', (line) => this.hear(line));
    this.program.once('error', ({ message }) => this.die(`it did not start: ${message}`));
    // 'close' comes after its last words.
    this.program.once('close', (code, signal) => {
      const how = signal === null ? `it exited with status ${code}` : `it was killed by ${signal}`;
      this.die([how, ...this.stderr.split('\n').filter((line) => line !== '')].join(': '));
    });
  }

  async assemble(): Promise<void> {
    const { cores } = this.spec;
    const threads = await this.started;
    this.pinned = cores !== null && (await pin(threads, cores));
  }

  async window(region: number, windowMs: number): Promise<Window> {
    this.contending = true;
    const contended = await this.ask('contended', `window ${region} ${Math.round(windowMs * NS_PER_MS)}`);
    this.contending = false;
    return { contended: contended.map((each) => ({ ...each, findings: [], refused: null })), refused: null };
  }

  value(region: number): Promise<number> {
    return this.ask('value', `value ${region}`);
  }

  async serving<T>(_: number, work: () => Promise<T>): Promise<{ result: T; owner: Usage | null }> {
    return { result: await work(), owner: null };
  }

  abort(): void {
    this.stopped = true;
    this.program.stdin.write('abort\n');
  }

  aborted(): boolean {
    return this.stopped;
  }

  async progress(): Promise<Progress> {
    const { finished, cpuNs } = await this.ask('progress', 'progress');
    return { finished, outsideCpuNs: cpuNs };
  }

  private ask<Q extends Question>(question: Q, command: string): Promise<Answers[Q]> {
    this.program.stdin.write(`${command}\n`);
    return this.expect(question);
  }

  private expect<Q extends Question>(question: Q): Promise<Answers[Q]> {
    if (this.death !== undefined) return Promise.reject(this.death);
    const expected = Promise.withResolvers<never>();
    this.pending.set(question, expected);
    return expected.promise;
  }

  private hear(line: string): void {
    try {
      const [question, answer] = Object.entries(JSON.parse(line))[0] as [Question, never];
      this.pending.get(question)?.resolve(answer);
      this.pending.delete(question);
    } catch {
      this.die(`it said ${JSON.stringify(line.slice(0, 80))}, which is no answer`);
      this.program.kill('SIGKILL');
    }
  }

  private die(reason: string): void {
    this.death ??= new Error(`the program is gone: ${reason}`);
    for (const { reject } of this.pending.values()) reject(this.death);
    this.pending.clear();
  }
}

/** The threads of a process that makes a fault, and what became of each. */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { allocate, type Cell } from '@contend/counter';
import { Control, VICTIM } from './control.ts';
import type { FaultSpec } from './spec.ts';
import type { FromThread, ThreadData, ToThread } from './thread.ts';

interface Member {
  worker: Worker;
  is: 'starting' | 'loaded' | 'seated' | 'left' | 'gone';
}

export class Crew {
  readonly control: Control;
  readonly errors: { contender: number; message: string }[] = [];
  private readonly spec: FaultSpec;
  private readonly members: Member[];
  private readonly contenders: Member[];
  private words = 0;
  private value: number | null = null;
  private cell: Cell | undefined;

  constructor(spec: FaultSpec) {
    this.spec = spec;
    this.control = new Control(spec.contenders);
    const threads = spec.world === 'tasks' ? 1 : spec.contenders;
    this.contenders = Array.from({ length: threads }, (_, index) => this.member(index));
    this.members = spec.kind === 'actor' ? [...this.contenders, this.member(spec.contenders)] : this.contenders;
  }

  private member(index: number): Member {
    const workerData: ThreadData = { spec: this.spec, index, control: this.control.buffer };
    const worker = new Worker(new URL('./thread.ts', import.meta.url), { workerData });
    const member: Member = { worker, is: 'starting' };
    worker.on('message', (message: FromThread) => this.hear(member, message));
    worker.on('error', (error: unknown) => {
      this.errors.push({ contender: index, message: error instanceof Error ? error.message : String(error) });
    });
    worker.on('exit', () => {
      member.is = 'gone';
    });
    return member;
  }

  private hear(member: Member, message: FromThread): void {
    switch (message.is) {
      case 'loaded':
        this.words = message.words;
        member.is = 'loaded';
        break;
      case 'seated':
      case 'left':
        member.is = message.is;
        break;
      case 'threw':
        this.errors.push({ contender: message.contender, message: message.message });
        break;
      case 'value':
        this.value = message.value;
        break;
    }
  }

  private everybody(is: Member['is']): boolean {
    return this.members.every((member) => member.is === is);
  }

  get loaded(): boolean {
    return this.everybody('loaded');
  }

  get seated(): boolean {
    return this.everybody('seated');
  }

  /** Whether no contender is at work any more. */
  get atRest(): boolean {
    return this.contenders.every(({ is }) => is === 'left' || is === 'gone');
  }

  /** Whether no contender's thread is left. */
  get gone(): boolean {
    return this.contenders.every(({ is }) => is === 'gone');
  }

  /** Rises with every increment and everybody who leaves. */
  get progress(): number {
    return this.control.total() + this.contenders.filter(({ is }) => is === 'left' || is === 'gone').length;
  }

  /** Once all are loaded: gives each its seat, over the same memory. */
  seat(): void {
    this.cell = allocate(this.words, 1);
    const { memory, regions } = this.cell;
    const ends: MessagePort[] = [];
    for (const { worker } of this.contenders) {
      const { port1, port2 } = new MessageChannel();
      ends.push(port2);
      tell(worker, { is: 'sit', memory, regions, ports: [port1] }, [port1]);
    }
    for (const { worker } of this.members.slice(this.contenders.length)) {
      tell(worker, { is: 'sit', memory, regions, ports: ends }, ends);
    }
  }

  go(): void {
    for (const { worker } of this.contenders) tell(worker, { is: 'go' });
  }

  /** Ends the victim's thread, which in tasks is everybody's. */
  async terminateVictim(): Promise<void> {
    await this.contenders[VICTIM]?.worker.terminate();
  }

  /** Asks somebody who has left for the count, which {@link count} then tells. Never resolves where that never returns. */
  async readCount(): Promise<void> {
    const who = this.contenders.find(({ is }) => is === 'left');
    if (who === undefined) return;
    tell(who.worker, { is: 'value' });
    const { promise, resolve } = Promise.withResolvers<void>();
    who.worker.on('message', ({ is }: FromThread) => is === 'value' && resolve());
    return promise;
  }

  /** The count of a lock lies in memory for all to see; who guards its own must have been asked. `null`: it cannot be told. */
  get count(): number | null {
    const { kind } = this.spec;
    const region = this.cell?.regions[0];
    if (region === undefined || (kind !== 'lock' && kind !== 'async-lock')) return this.value;
    return Atomics.load(this.cell?.view as Int32Array, region.count) >>> 0;
  }
}

function tell(worker: Worker, message: ToThread, transfer: MessagePort[] = []): void {
  worker.postMessage(message, transfer);
}

/**
 * Threads that are web workers, which every runtime but Node has. They know no limit of memory for one thread: a strategy
 * that has lost its memory takes its fork along.
 *
 * @see https://html.spec.whatwg.org/multipage/workers.html
 */
import type { Answer, Asked } from './web-worker.ts';

/** What Node's types do not have. */
interface WebWorker {
  onmessage: ((event: { data: Answer }) => void) | null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null;
  postMessage(message: Asked, transfer: readonly unknown[]): void;
}
declare const Worker: new (url: URL, options: { type: 'module' }) => WebWorker;

interface Thread {
  worker: WebWorker;
  /** Settles the job that it is at; undefined: it has none. */
  settle: { resolve: (result: unknown) => void; reject: (error: Error) => void } | undefined;
}

export class WebWorkers {
  private readonly module: string;
  private readonly threads: Thread[];

  constructor(module: URL, threads: number) {
    this.module = module.href;
    this.threads = Array.from({ length: threads }, () => started());
  }

  run(
    job: unknown,
    { name, transferList = [] }: { name: string; transferList?: readonly unknown[] },
  ): Promise<unknown> {
    const thread = this.threads.find(({ settle }) => settle === undefined);
    if (thread === undefined) throw new Error(`no thread is free for ${name}`);
    return new Promise((resolve, reject) => {
      thread.settle = { resolve, reject };
      thread.worker.postMessage({ module: this.module, name, job }, transferList);
    });
  }
}

function started(): Thread {
  const worker = new Worker(new URL('./web-worker.ts', import.meta.url), { type: 'module' });
  const thread: Thread = { worker, settle: undefined };
  worker.onmessage = ({ data }) => {
    const { settle } = thread;
    thread.settle = undefined;
    if ('error' in data) settle?.reject(new Error(data.error));
    else settle?.resolve(data.result);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    thread.settle?.reject(new Error(event.message));
  };
  return thread;
}

/** What is used of packages that bring no types. */
declare module 'async-lock' {
  export default class AsyncLock {
    constructor(options?: { maxPending?: number });
    acquire<T>(
      key: string | string[],
      section: () => T | Promise<T>,
      options?: { timeout?: number; skipQueue?: boolean; maxExecutionTime?: number },
    ): Promise<T>;
    isBusy(key: string): boolean;
  }
}
declare module 'mutexify/promise.js' {
  export default function mutexify(): { (): Promise<() => void>; readonly locked: boolean };
}
declare module 'semaphore' {
  export default function semaphore(capacity: number): {
    capacity: number;
    current: number;
    queue: unknown[];
    take(permits: number, task: (leave: (permits?: number) => void) => void): void;
    leave(permits?: number): void;
    available(permits: number): boolean;
  };
}
declare module 'rwlock' {
  type Enter = (
    key: string,
    inside: (release: () => void) => void,
    options?: { timeout?: number; timeoutCallback?: () => void },
  ) => void;
  export default class ReadWriteLock {
    readLock: Enter;
    writeLock: Enter;
  }
}

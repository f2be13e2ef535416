/** What is used of a package that brings no types. */
declare module 'async-lock' {
  export default class AsyncLock {
    /** @param options `maxPending`: how many may wait for a key before a call is rejected; 1 000 unless told */
    constructor(options?: { maxPending?: number });
    acquire<T>(key: string, section: () => Promise<T>): Promise<T>;
  }
}

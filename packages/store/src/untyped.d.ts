/** What is used of a package that brings no types. */
declare module 'fs-native-extensions' {
  /** Blocks until the whole of the file is locked for this descriptor, which is open for writing. */
  export function waitForLockSync(descriptor: number): void;
  export function unlock(descriptor: number): void;
}

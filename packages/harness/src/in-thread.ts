/** The same for the threads of a fork. */
export { threadId } from './thread.ts';

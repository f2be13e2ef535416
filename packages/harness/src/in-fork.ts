/** What a module of one's own may import that is asked in a fork, whether that is a process or a page. */
export { ClocksDiffer } from './agreement.ts';
export { answerOnce } from './answer.ts';
export { pin } from './pin.ts';
export { type Pool, poolOf } from './pool.ts';
export type { ForkSpec, Untrusted } from './spec.ts';
export { REGIONS } from './team.ts';
export { ThreadTeam } from './thread-team.ts';

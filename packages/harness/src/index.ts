export { calibrate } from './calibrate.ts';
export { type Asking, ask, type Outcome } from './child.ts';
export { type Described, type Description, describe } from './describe.ts';
export { pin } from './pin.ts';
export { PingPong } from './ping-pong.ts';
export { type RunFork, runDuel, runFork } from './run-fork.ts';
export * from './spec.ts';
export { REGIONS, Team } from './team.ts';
export { threadId } from './thread.ts';

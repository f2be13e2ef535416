export { answerOnce } from './answer.ts';
export { calibrate } from './calibrate.ts';
export { type Asking, ask, type Outcome } from './child.ts';
export { type Described, type Description, describe } from './describe.ts';
export { runFault } from './faults/run-fault.ts';
export {
  type FaultReport,
  type FaultSpec,
  faultsOf,
  happensToServer,
  PARTITION_MS,
  PROCESS_STALL_MS,
  STALL_MS,
} from './faults/spec.ts';
export { pin } from './pin.ts';
export { PingPong } from './ping-pong.ts';
export { ProgramTeam } from './program-team.ts';
export { type RunFork, runFork, runPair } from './run-fork.ts';
export * from './spec.ts';
export { REGIONS } from './team.ts';
export { threadId } from './thread.ts';
export { ThreadTeam } from './thread-team.ts';

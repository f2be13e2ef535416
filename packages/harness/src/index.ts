export { answerOnce } from './answer.ts';
export { FIREFOX_PREFERENCES } from './browser/browser.ts';
export { canBundle } from './browser/bundle.ts';
export { BROWSERS, type BrowserName, browserIn } from './browser/installed-browser.ts';
export { calibrate } from './calibrate.ts';
export { type Asking, ask, type Outcome } from './child.ts';
export { type Described, type Description, describe } from './describe.ts';
export { type Examined, examine } from './examine.ts';
export { runFault } from './faults/run-fault.ts';
export {
  type FaultReport,
  type FaultSpec,
  faultLack,
  faultsOf,
  happensToServer,
  PARTITION_MS,
  PROCESS_STALL_MS,
  STALL_MS,
} from './faults/spec.ts';
export { HOST_PATIENCE_MS } from './host-gone.ts';
export { type Offset, offsetTo } from './hosts/board-clock.ts';
export { type Guest, serveSeat } from './hosts/seat.ts';
export { executableOf, INSTALLABLE, type Installable, installation } from './installed.ts';
export { pin, pinProcess } from './pin.ts';
export { PingPong } from './ping-pong.ts';
export { ProgramTeam } from './program-team.ts';
export { type RunFork, runFork, runPair } from './run-fork.ts';
export { type Executable, isBrowser, OWN, RUNTIME, type RuntimeName } from './runtime.ts';
export * from './spec.ts';
export { REGIONS } from './team.ts';
export { threadId } from './thread.ts';

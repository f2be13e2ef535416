export { type CheckOptions, check } from './check.ts';
export { DEFAULTS } from './climb.ts';
export { VIOLATIONS, type ViolationKind } from './judge.ts';
export { NotCheckable } from './not-checkable.ts';
export { renderReport, renderTrace } from './render.ts';
export { replay } from './replay.ts';
export type { BoundReport, CheckVerdict, Report, ViolationReport } from './report.ts';
export { TokenError } from './token.ts';
export type { Trace, TraceStep } from './trace.ts';

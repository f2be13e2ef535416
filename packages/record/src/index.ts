export { type Circumstances, describeCircumstances } from './circumstances.ts';
export {
  type Comparable,
  type Difference,
  differing,
  HOST_FIELDS,
  MEASURE_FIELDS,
  unlikeWorkloads,
} from './comparable.ts';
export { type DocumentKind, readDocument, writeDocument } from './document.ts';
export { ENGINE, type Engine, type EngineRow } from './engine.ts';
export { RecordError, type RecordErrorCode } from './error.ts';
export { formatRecord } from './format.ts';
export { FUZZING, type Fuzzing } from './fuzzing.ts';
export { describeHost, processorName, usableCores } from './host.ts';
export {
  CELL_FIELDS,
  type CellIdentity,
  cellKey,
  FAMILY_FIELDS,
  familyKey,
  faultKey,
  keyOf,
  wasPinned,
} from './identity.ts';
export { INTERRUPTIONS, type Interruption, type Interruptions } from './interruptions.ts';
export { jsonSchema } from './json-schema.ts';
export { NOTES_NAME, type Notes, noteOn, type RecordNote, readNotes } from './notes.ts';
export { misplaced, strangers } from './place.ts';
export { type ReadRecord, readRecord } from './read.ts';
export {
  type Audit,
  type Cell,
  type ContendRecord,
  type Estimate,
  type Explored,
  type FaultResult,
  type Fork,
  type Host,
  METHOD,
  type Percentiles,
  type Round,
  SCHEMA_VERSION,
  VERDICTS,
  type Verdict,
  type Workload,
} from './schema.ts';
export { SOAK, type Soak, type SoakRow } from './soak.ts';
export { describeSuite } from './suite.ts';
export { isTimed, type RawCell, summariseCell, summariseRecord } from './summary.ts';
export { isSweep, sweepName } from './sweep.ts';
export { plainText } from './text.ts';
export { readPaths, recordFiles, type Validated, validateDocument } from './validate.ts';
export { WAITERS, type Waiters, type WaitersRow } from './waiters.ts';
export { hostWarnings, type Warning } from './warnings.ts';
export { checkpoint, ensureWritable, machineName, recordPath, writeRecord } from './write.ts';

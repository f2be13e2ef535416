export { type Circumstances, describeCircumstances } from './circumstances.ts';
export {
  type Comparable,
  type Difference,
  differing,
  HOST_FIELDS,
  MEASURE_FIELDS,
  unlikeWorkloads,
} from './comparable.ts';
export { contendersIn, contendersOf, isServed } from './contenders.ts';
export { distanceName, isDistance } from './distance.ts';
export { RecordError, type RecordErrorCode } from './error.ts';
export { formatRecord } from './format.ts';
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
export { jsonSchema } from './json-schema.ts';
export { shortMachineName, shortMachineNames, shortProcessorName } from './machine-name.ts';
export { isMostlyRead, mostlyReadName } from './mostly-read.ts';
export { NOTES_NAME, type Notes, noteOn, type RecordNote, readNotes } from './notes.ts';
export { misplaced, strangers } from './place.ts';
export { fieldName, type Problem } from './problem.ts';
export { parseFile, type ReadRecord, readRecord } from './read.ts';
export { replaceFile } from './replace.ts';
export {
  type Audit,
  type Cell,
  type ContendRecord,
  type EngineRecord,
  type Estimate,
  type Explored,
  type FaultResult,
  type Fork,
  type Host,
  type JoinedHost,
  METHOD,
  type MeasuredRuntime,
  type Percentiles,
  type Round,
  SCHEMA_VERSION,
  VERDICTS,
  type Verdict,
  type Waits,
  type Workload,
} from './schema.ts';
export { describeSuite } from './suite.ts';
export { isTimed, type RawCell, summariseCell, summariseRecord } from './summary.ts';
export { isSweep, sweepName } from './sweep.ts';
export { plainText } from './text.ts';
export { readPaths, recordFiles, type Validated } from './validate.ts';
export { hasRightCount } from './verdict.ts';
export { FAULTS_LEFT_OUT, hostWarnings, type Warning } from './warnings.ts';
export { checkpoint, ensureWritable, machineName, recordPath, writeRecord } from './write.ts';

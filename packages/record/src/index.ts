export { RecordError, type RecordErrorCode } from './error.ts';
export {
  type Audit,
  type Cell,
  type ContendRecord,
  type Estimate,
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
export { type RawCell, summariseCell, summariseRecord } from './summary.ts';
export { plainText } from './text.ts';

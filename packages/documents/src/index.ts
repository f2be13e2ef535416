export { BUDGETS, type Budgets, type BudgetsRow } from './budgets.ts';
export type { Circumstances } from './circumstances.ts';
export { type DocumentKind, readDocument, writeDocument } from './document.ts';
export { ENGINE, type Engine, type EngineRow } from './engine.ts';
export { FUZZING, type Fuzzing } from './fuzzing.ts';
export { INTERRUPTIONS, type Interruption, type Interruptions } from './interruptions.ts';
export { SOAK, type Soak, type SoakRow } from './soak.ts';
export { validateDocument } from './validate.ts';
export { WAITERS, type Waiters, type WaitersRow } from './waiters.ts';

export { renderSummary, type Screen } from './format/terminal/terminal.ts';
export { type Facts, factsOf, NO_OTHERS, type Others, type Part, sourcesAmong } from './model/machine.ts';
export { type Run, runOf } from './site/run.ts';
export { writeSite } from './site/write.ts';
export { markLine } from './story/mark.ts';
export { pngDrawer, renderTexts, writeReport } from './write.ts';
export { writeHits } from './write-hits.ts';

export { markLine } from './story/mark.ts';
export { renderSummary, type Screen } from './terminal.ts';
export { writeReport } from './write.ts';

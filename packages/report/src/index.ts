export { renderMarkdownTable } from './markdown.ts';
export { renderSummary, type Screen } from './terminal.ts';
export { writeCharts } from './write.ts';

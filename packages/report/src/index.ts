export { renderMarkdownTable } from './markdown.ts';
export { renderSummary, type Screen } from './terminal.ts';
export { writePage } from './write.ts';

export * from './atomics.ts';
export * from './leased.ts';
export * from './locked.ts';
export * from './memory.ts';
export * from './mostly-read.ts';
export * from './refusal.ts';
export * from './section.ts';
export * from './strategy.ts';

export * from './locked.ts';
export * from './memory.ts';
export * from './strategy.ts';

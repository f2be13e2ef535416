export const RUNTIME = 'page';

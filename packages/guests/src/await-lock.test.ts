import { conformance } from '@contend/conformance';

await conformance(new URL('./await-lock.ts', import.meta.url));

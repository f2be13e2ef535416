import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./await-lock.ts', import.meta.url));

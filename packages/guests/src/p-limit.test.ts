import { conformance } from '@contend/conformance';

await conformance(new URL('./p-limit.ts', import.meta.url));

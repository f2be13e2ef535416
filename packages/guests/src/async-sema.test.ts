import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./async-sema.ts', import.meta.url));

import { conformance } from '@contend/conformance';

await conformance(new URL('./async-sema.ts', import.meta.url));

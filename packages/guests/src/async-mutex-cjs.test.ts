import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./async-mutex-cjs.ts', import.meta.url));

import { conformance } from '@contend/conformance';

await conformance(new URL('./async-mutex-cjs.ts', import.meta.url));

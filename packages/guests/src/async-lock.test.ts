import { conformance } from '@contend/conformance';

await conformance(new URL('./async-lock.ts', import.meta.url));

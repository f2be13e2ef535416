import { conformance } from '@contend/conformance';

await conformance(new URL('./async-rwlock.ts', import.meta.url));

import { conformance } from '@contend/conformance';

await conformance(new URL('./robust-rwlock.ts', import.meta.url));

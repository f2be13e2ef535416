import { conformance } from '@contend/conformance';

await conformance(new URL('./rocicorp-lock.ts', import.meta.url));

import { conformance } from '@contend/conformance';

await conformance(new URL('./multithreading.ts', import.meta.url));

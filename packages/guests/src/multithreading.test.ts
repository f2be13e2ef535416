import { conformance } from '@contend/counter/conformance';

await conformance(new URL('./multithreading.ts', import.meta.url));

import { conformance } from '@contend/conformance';

await conformance(new URL('./add.ts', import.meta.url));

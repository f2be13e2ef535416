import { conformance } from '@contend/conformance';

await conformance(new URL('./per-reader.ts', import.meta.url));

import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./insert.ts', import.meta.url));

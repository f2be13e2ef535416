import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./sequence.ts', import.meta.url));

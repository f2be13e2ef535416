import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./advisory.ts', import.meta.url));

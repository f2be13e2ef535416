import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./serializable.ts', import.meta.url));

import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./ipc.ts', import.meta.url));

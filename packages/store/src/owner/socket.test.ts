import { remoteConformance } from '@contend/conformance';

await remoteConformance(new URL('./socket.ts', import.meta.url));

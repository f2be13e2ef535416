export { ENGINES, type EngineName } from './engine.ts';
export { type Found, find } from './find.ts';
export { freshName } from './name.ts';
export { TcpProxy } from './proxy/tcp-proxy.ts';
export { type Address, addressOf, type Server, throughPort } from './server.ts';
export { ServerError, type ServerErrorCode } from './server-error.ts';
export { type StartOptions, start } from './start.ts';
export { sweep } from './sweep.ts';

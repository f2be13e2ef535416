import type { Engine, EngineName } from './engine.ts';
import { etcd } from './etcd.ts';
import { nats } from './nats.ts';
import { postgres } from './postgres.ts';
import { redis } from './redis.ts';

export const engines: Readonly<Record<EngineName, Engine>> = { redis, postgres, etcd, nats };

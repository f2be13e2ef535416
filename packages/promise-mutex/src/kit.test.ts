import { installable } from '@contend/conformance/kit';
import { Condition, Mutex } from './index.ts';

installable(
  (options) => new Mutex(options),
  (mutex) => new Condition(mutex),
);

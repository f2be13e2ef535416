import * as kit from '@contend/promise-mutex';
import { adapterOfKit, type Kit } from './contend.ts';

export default adapterOfKit('@contend/promise-mutex', kit as unknown as Kit);

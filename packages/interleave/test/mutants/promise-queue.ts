import { PromiseQueue } from '../sound/promise-queue.ts';
import { asyncMutant } from './mutant.ts';

export default [
  asyncMutant(
    'promise-opens-while-it-hands-over',
    '2x2',
    'overlap',
    () =>
      class extends PromiseQueue {
        override release() {
          this.held = false;
          this.waiters.shift()?.();
        }
      },
  ),
  asyncMutant(
    'promise-forgotten-wake',
    '2x1',
    'deadlock',
    () =>
      class extends PromiseQueue {
        override release() {
          this.held = false;
        }
      },
  ),
  asyncMutant(
    'promise-last-come-first-served',
    '3x1',
    'overtaken',
    () =>
      class extends PromiseQueue {
        override release() {
          const enter = this.waiters.pop();
          if (enter === undefined) this.held = false;
          else enter();
        }
      },
  ),
  asyncMutant(
    'promise-awaits-between-look-and-take',
    '2x1',
    'overlap',
    () =>
      class extends PromiseQueue {
        override async acquire() {
          if (this.held) return new Promise<void>((enter) => this.waiters.push(enter));
          await undefined;
          this.held = true;
        }
      },
  ),
  asyncMutant(
    'promise-missing-recheck',
    '2x2',
    'overlap',
    () =>
      class extends PromiseQueue {
        override async acquire() {
          if (this.held) await new Promise<void>((enter) => this.waiters.push(enter));
          this.held = true;
        }
        override release() {
          this.held = false;
          this.waiters.shift()?.();
        }
      },
  ),
  asyncMutant(
    'promise-wakes-everybody',
    '3x1',
    'overlap',
    () =>
      class extends PromiseQueue {
        override release() {
          if (this.waiters.length === 0) this.held = false;
          for (const enter of this.waiters.splice(0)) enter();
        }
      },
  ),
  asyncMutant(
    'promise-only-one-place-in-the-queue',
    '3x1',
    'deadlock',
    () =>
      class extends PromiseQueue {
        override acquire() {
          if (this.held)
            return new Promise<void>((enter) => {
              this.waiters = [enter];
            });
          this.held = true;
        }
      },
  ),
  asyncMutant(
    'promise-stays-held-after-handing-over',
    '2x1',
    'deadlock',
    () =>
      class extends PromiseQueue {
        override release() {
          this.waiters.shift()?.();
        }
      },
  ),
  asyncMutant(
    'promise-does-not-wait',
    '2x1',
    'overlap',
    () =>
      class extends PromiseQueue {
        override acquire() {
          this.held = true;
        }
      },
  ),
];

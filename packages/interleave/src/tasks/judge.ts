/** What must never be, seen from the log of one schedule. */
import type { Strategy } from '@contend/counter';
import { type Finding, wrongHits } from '../judge.ts';
import { printable } from '../printable.ts';
import type { Bound } from '../system.ts';
import type { Log } from './contenders.ts';

/** A finding, and after how many events it shows. */
export type Late = Finding & { after: number };

export function judgeLog(
  log: Log,
  { order, numbers }: Pick<Strategy, 'order' | 'numbers'>,
  { contenders, increments }: Bound,
): Late[] {
  const found: Late[] = [];
  const end = log.events.length;
  const both = log.events.findIndex(({ inside }) => inside.length > 1);
  if (both >= 0) {
    const names = log.events[both]?.inside.map((task) => `contender ${task}`).join(' and ');
    found.push({ kind: 'overlap', says: `${names} are inside the section at once`, after: both + 1 });
  }
  if (log.error !== undefined) {
    const { task, message } = log.error;
    found.push({ kind: 'throws', says: `contender ${task} throws ${printable(message)}`, after: end });
    return found;
  }
  const stuck = Array.from({ length: contenders }, (_, task) => task).filter((task) => !log.done.has(task));
  if (stuck.length > 0) {
    const names = stuck.map((task) => `contender ${task}`).join(' and ');
    found.push({ kind: 'deadlock', says: `${names} still waits when nothing is left to happen`, after: end });
    return found;
  }
  const expected = contenders * increments;
  const count = log.value();
  if (count !== expected)
    found.push({ kind: 'lost-update', says: `${expected} hits were counted as ${count}`, after: end });
  const hits = log.asked.map(({ hit }) => hit as number).sort((a, b) => a - b);
  const wrong = numbers === 'none' ? undefined : wrongHits(hits, expected);
  if (wrong !== undefined) found.push({ kind: 'wrong-hits', says: wrong, after: end });
  if (order === 'fifo' && overtaken(log) > 0)
    found.push({
      kind: 'overtaken',
      says: 'a contender was served before another that had asked earlier',
      after: end,
    });
  return found;
}

/** The most hits that later asks got before an earlier one. To ask is one call, so who asked first is plain. */
export function overtaken({ asked }: Log): number {
  return asked.reduce((most, { hit = 0 }, i) => {
    const passed = asked.slice(i + 1).filter((later) => later.hit !== undefined && later.hit < hit).length;
    return Math.max(most, passed);
  }, 0);
}

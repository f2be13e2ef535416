/** What must never be, seen from the log of one schedule. */
import type { Strategy } from '@contend/counter';
import { type Finding, tornRead, wrongHits } from '../judge.ts';
import { printable } from '../printable.ts';
import { contenderNames, hitsOf, type Split, writersOf } from '../splits.ts';
import type { Log } from './contenders.ts';

/** A finding, and after how many events it shows. */
export type Late = Finding & { after: number };

export function judgeLog(log: Log, { order, numbers }: Pick<Strategy, 'order' | 'numbers'>, split: Split): Late[] {
  const found: Late[] = [];
  const end = log.events.length;
  const names = contenderNames(split);
  const isWriter = (task: number) => task < writersOf(split);
  const both = log.events.findIndex(({ inside }) => inside.length > 1 && inside.some(isWriter));
  if (both >= 0) {
    const those = log.events[both]?.inside.map((task) => names[task]).join(' and ');
    found.push({ kind: 'overlap', says: `${those} are inside the section at once`, after: both + 1 });
  }
  if (log.torn !== undefined) {
    const { task, seen, then, after } = log.torn;
    found.push({ kind: 'torn-read', says: `${names[task]} ${tornRead(seen, then)}`, after });
  }
  if (log.error !== undefined) {
    const { task, message } = log.error;
    found.push({ kind: 'throws', says: `${names[task]} throws ${printable(message)}`, after: end });
    return found;
  }
  const stuck = names.filter((_, task) => !log.done.has(task));
  if (stuck.length > 0) {
    found.push({
      kind: 'deadlock',
      says: `${stuck.join(' and ')} still waits when nothing is left to happen`,
      after: end,
    });
    return found;
  }
  const expected = hitsOf(split);
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

/** How many contenders were inside at once, at most. */
export const together = ({ events }: Log): number =>
  events.reduce((most, { inside }) => Math.max(most, inside.length), 0);

/** Whether at some time every contender had asked, and none had left. */
export const allCame = ({ events }: Log, contenders: number): boolean =>
  events.some(({ inside, waiting }) => inside.length + waiting.length === contenders);

/** The most hits that later asks got before an earlier one. To ask is one call, so who asked first is plain. */
export function overtaken({ asked }: Log): number {
  return asked.reduce((most, { hit = 0 }, i) => {
    const passed = asked.slice(i + 1).filter((later) => later.hit !== undefined && later.hit < hit).length;
    return Math.max(most, passed);
  }, 0);
}

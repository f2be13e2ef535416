/** Numbers and names as a sentence wants them. */

/** 1234567 → '1 234 567' */
export const amount = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ' ');

/** (1, 'update was', 'updates were') → '1 update was' */
export const plural = (n: number, one: string, many: string): string => `${amount(n)} ${n === 1 ? one : many}`;

/** [0, 1, 3] → 'workers 0, 1 and 3' */
export function workers(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'worker' : 'workers'} ${new Intl.ListFormat('en-GB').format(numbers.map(String))}`;
}

export const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

import type { ReadText } from './read-text.ts';
import type { Host } from './schema.ts';

const NONE: Host['caches'] = { l1d: null, l1i: null, l2: null, l3: null };

/**
 * The caches that core 0 sees, in bytes: one core's own, not the sum over the host's.
 *
 * @see https://docs.kernel.org/admin-guide/abi-testing.html (/sys/devices/system/cpu/cpuX/cache/indexY)
 */
export function linuxCaches(read: ReadText): Host['caches'] {
  const caches = { ...NONE };
  for (let index = 0; ; index++) {
    const folder = `/sys/devices/system/cpu/cpu0/cache/index${index}`;
    const level = read(`${folder}/level`)?.trim();
    if (level === undefined) return caches;
    const name = level === '1' ? (read(`${folder}/type`)?.trim() === 'Instruction' ? 'l1i' : 'l1d') : `l${level}`;
    const size = bytes(read(`${folder}/size`)?.trim() ?? '');
    if (name in caches) caches[name as keyof Host['caches']] = size;
  }
}

/** '32K', '1M' or '4096'. */
function bytes(size: string): number | null {
  const [, digits, unit = ''] = /^(\d+)([KMG]?)$/.exec(size) ?? [];
  return digits === undefined ? null : Number(digits) * 1024 ** ['', 'K', 'M', 'G'].indexOf(unit);
}

/** Folders for cells whose contenders share no memory, removed whatever becomes of the fork. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRemoteWorld, type World } from '@contend/counter';

/** Does `work` with a folder in each spec whose contenders share no memory. */
export async function inFolder<S extends { world: World; folder: string | null }, T>(
  specs: readonly S[],
  work: (specs: readonly S[]) => Promise<T>,
): Promise<T> {
  if (!specs.some(({ world }) => isRemoteWorld(world))) return work(specs);
  const parent = await mkdtemp(join(tmpdir(), 'contend-cell-'));
  try {
    const own = specs.map(async (spec, i) => {
      if (!isRemoteWorld(spec.world)) return spec;
      const folder = join(parent, String(i));
      await mkdir(folder);
      return { ...spec, folder };
    });
    return await work(await Promise.all(own));
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

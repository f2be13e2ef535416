/** A process that pins itself and says how long a step of the work generator takes. */
import { pin } from './pin.ts';
import { nsPerStep } from './work.ts';

process.on('disconnect', () => process.exit());
process.once('message', async ({ core }: { core: number | null }) => {
  if (core !== null) await pin([process.pid], [core]);
  process.send?.(nsPerStep(), () => process.exit());
});

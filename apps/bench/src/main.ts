/** What the bin starts: the command `contend`, for what was typed. */
import { contend } from './contend.ts';

// Whoever reads may stop reading: that is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await contend(process.argv.slice(2));

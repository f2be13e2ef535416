/** Who contends in a cell: threads, processes, or a program's own threads. */
import { ProgramTeam } from './program-team.ts';
import type { ForkSpec } from './spec.ts';
import type { Team } from './team.ts';
import { ThreadTeam } from './thread-team.ts';

export async function teamOf(spec: ForkSpec): Promise<Team> {
  if (spec.program !== null) return new ProgramTeam(spec, spec.program);
  if (spec.folder !== null) {
    // It knows servers, whose modules take longer to load than a fork of threads to start.
    const { ProcessTeam } = await import('./process-team.ts');
    return new ProcessTeam(spec, spec.folder);
  }
  return new ThreadTeam(spec);
}

/** Who contends in a cell: threads, processes, or a program's own threads. */
import { ProcessTeam } from './process-team.ts';
import { ProgramTeam } from './program-team.ts';
import type { ForkSpec } from './spec.ts';
import type { Team } from './team.ts';
import { ThreadTeam } from './thread-team.ts';

export function teamOf(spec: ForkSpec): Team {
  if (spec.folder !== null) return new ProcessTeam(spec, spec.folder);
  return spec.program === null ? new ThreadTeam(spec) : new ProgramTeam(spec, spec.program);
}

/** In a page all contenders are threads. */
import type { ForkSpec } from './spec.ts';
import type { Team } from './team.ts';
import { ThreadTeam } from './thread-team.ts';

export const teamOf = async (spec: ForkSpec): Promise<Team> => new ThreadTeam(spec);

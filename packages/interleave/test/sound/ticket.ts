/** The ticket lock that comes with contend: mutants and rewrites are made of the very class that is measured. */
// @boundaries-ignore the checker knows no strategy, and only its tests import this
import ticket from '../../../spinlock/src/ticket.ts';

export const Ticket = ticket.make;

export default ticket;

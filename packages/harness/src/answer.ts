/** The other end of `ask`: a process that is asked one thing, answers once and ends, and goes when its parent does. */
export function answerOnce<Question>(answer: (question: Question) => Promise<unknown> | unknown): void {
  // The terminal sends Ctrl-C to every process in front; what becomes of this one is its parent's to decide.
  process.on('SIGINT', () => {});
  process.on('disconnect', () => process.exit());
  process.once('message', async (question: Question) => {
    process.send?.(await answer(question), () => process.exit());
  });
}

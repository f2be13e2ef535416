/** What a long run says while it goes on: one line that rewrites itself on a terminal, plain lines elsewhere. */

/** ms between two plain lines. */
const PLAIN_EVERY_MS = 10_000;

export interface Progress {
  /** @param done share, from 0 to 1. @param leftMs about how much longer */
  show(text: string, done: number, leftMs: number): void;
  /** A line that stays. */
  say(line: string): void;
  /** Clears what should not stay. */
  end(): void;
}

/** As a person says it: '45 s', '2 min 05 s', '1 h 10 min'. */
export function duration(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1_000));
  const two = (n: number) => String(n).padStart(2, '0');
  if (s < 60) return `${s} s`;
  if (s < 3_600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`;
  return `${Math.floor(s / 3_600)} h ${two(Math.floor((s % 3_600) / 60))} min`;
}

export function progress(stream: NodeJS.WriteStream): Progress {
  const line = (text: string, done: number, leftMs: number) =>
    `${String(Math.floor(done * 100)).padStart(3)} %  ${text}  ${duration(leftMs)} left`;
  if (!stream.isTTY) {
    let last = performance.now();
    return {
      show(text, done, leftMs) {
        if (performance.now() - last < PLAIN_EVERY_MS) return;
        last = performance.now();
        stream.write(`${line(text, done, leftMs)}\n`);
      },
      say: (text) => stream.write(`${text}\n`),
      end() {},
    };
  }
  const clear = '\r\u001b[K';
  return {
    show: (text, done, leftMs) => stream.write(`${clear}${line(text, done, leftMs).slice(0, stream.columns - 1)}`),
    say: (text) => stream.write(`${clear}${text}\n`),
    end: () => stream.write(clear),
  };
}

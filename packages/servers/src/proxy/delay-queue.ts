/** A queue whose entries come out in the order in which they went in, each after the same time, and none while it is held. */
import { Alarm, now } from './alarm.ts';

interface Entry {
  readonly due: number;
  readonly deliver: () => void;
}

export class DelayQueue {
  delayMs: number;
  private entries: Entry[] = [];
  /** Of the newest entry: one that went in later does not come out earlier, even if the delay has become shorter. */
  private lastDue = 0;
  private held = false;
  private waiting = false;
  private alarm: Alarm | undefined;

  constructor(delayMs: number) {
    this.delayMs = delayMs;
  }

  push(deliver: () => void): void {
    if (this.delayMs === 0 && this.entries.length === 0 && !this.held) {
      deliver();
      return;
    }
    this.lastDue = Math.max(this.lastDue, now() + this.delayMs);
    this.entries.push({ due: this.lastDue, deliver });
    if (!this.waiting) void this.wait();
  }

  hold(): void {
    this.held = true;
  }

  release(): void {
    this.held = false;
    this.deliver();
    if (!this.waiting) void this.wait();
  }

  private async wait(): Promise<void> {
    this.waiting = true;
    for (let [first] = this.entries; first !== undefined && !this.held; [first] = this.entries) {
      this.alarm ??= new Alarm();
      await this.alarm.ring(first.due);
      this.deliver();
    }
    this.waiting = false;
  }

  private deliver(): void {
    if (this.held) return;
    const time = now();
    const later = this.entries.findIndex(({ due }) => due > time);
    const due = this.entries.splice(0, later === -1 ? this.entries.length : later);
    for (const { deliver } of due) deliver();
  }

  async close(): Promise<void> {
    this.held = true;
    this.entries = [];
    await this.alarm?.close();
  }
}

// Who wants to know about what. Touched topics are told once per frame, however often they changed.

export type Schedule = (run: () => void) => void;

/** The next frame of a visible page; hidden pages get no frames. */
export const nextFrame: Schedule = (run) => {
  if (typeof document !== "undefined" && document.visibilityState === "visible") requestAnimationFrame(run);
  else setTimeout(run, 50);
};

export class Topics {
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly dirty = new Set<string>();
  private scheduled = false;

  constructor(private readonly schedule: Schedule) {}

  subscribe(topic: string, listener: () => void): () => void {
    const those = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, those.add(listener));
    return () => {
      those.delete(listener);
      if (those.size === 0 && this.listeners.get(topic) === those) this.listeners.delete(topic);
    };
  }

  touch(topic: string): void {
    if (!this.listeners.has(topic)) return;
    this.dirty.add(topic);
    if (this.scheduled) return;
    this.scheduled = true;
    this.schedule(() => this.flush());
  }

  flush(): void {
    this.scheduled = false;
    const told = [...this.dirty];
    this.dirty.clear();
    for (const topic of told) for (const listener of [...(this.listeners.get(topic) ?? [])]) listener();
  }
}

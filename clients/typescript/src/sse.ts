// Server-Sent Events, as the HTML standard reads them: text in pieces of any length goes in, whole frames come out.

export type Frame = {
  readonly event: string;
  readonly data: string;
  /** Of this very frame. */
  readonly id: string | undefined;
};

/** A new batch of 10,000 bets with all their texts stays far below it. */
export const frameCharsMax = 64 * 1024 * 1024;

export class SseParser {
  /** What the server said last about when to come back. */
  retryMs: number | undefined;
  /** The pieces of a line that has no end yet. */
  private line: string[] = [];
  private lineChars = 0;
  /** The last piece ended in CR: an LF that follows belongs to it. */
  private isAfterCr = false;
  private event = "";
  private data: string[] = [];
  private dataChars = 0;
  private id: string | undefined;

  /** The frames that this piece completes. Throws when a frame has no end. */
  feed(piece: string): readonly Frame[] {
    const frames: Frame[] = [];
    if (piece === "") return frames;
    const lineEnd = /\r\n?|\n/g;
    let start = this.isAfterCr && piece.startsWith("\n") ? 1 : 0;
    lineEnd.lastIndex = start;
    this.isAfterCr = piece.endsWith("\r");
    for (let end = lineEnd.exec(piece); end !== null; end = lineEnd.exec(piece)) {
      this.keep(piece.slice(start, end.index));
      start = lineEnd.lastIndex;
      const frame = this.take(this.line.join(""));
      this.line = [];
      this.lineChars = 0;
      if (frame !== undefined) frames.push(frame);
    }
    this.keep(piece.slice(start));
    return frames;
  }

  private keep(part: string): void {
    this.line.push(part);
    this.lineChars += part.length;
    if (this.lineChars + this.dataChars > frameCharsMax)
      throw new RangeError(`a frame of over ${frameCharsMax} characters`);
  }

  private take(line: string): Frame | undefined {
    if (line === "") return this.dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "data") {
      this.data.push(value);
      this.dataChars += value.length;
    } else if (field === "event") this.event = value;
    else if (field === "id" && !value.includes("\0")) this.id = value;
    else if (field === "retry" && /^\d{1,9}$/.test(value)) this.retryMs = Number(value);
    return undefined;
  }

  private dispatch(): Frame | undefined {
    const { event, data, id } = this;
    this.event = "";
    this.data = [];
    this.dataChars = 0;
    this.id = undefined;
    return data.length === 0 ? undefined : { event: event || "message", data: data.join("\n"), id };
  }
}

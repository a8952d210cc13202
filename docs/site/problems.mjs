// What is wrong with the pages: collected, so that one build names all of it, a line for each.

export class Problems {
  #lines = [];

  /** `line` counts from 1; without it the whole file is meant. */
  add(file, line, what) {
    this.#lines.push(`${file}${line ? `:${line}` : ""}: ${what}`);
  }

  /** Ends what runs when there are any. */
  throw_if_any() {
    if (this.#lines.length > 0) throw new BadPages(this.#lines);
  }
}

export class BadPages extends Error {
  constructor(lines) {
    super(lines.join("\n"));
  }
}

// The pages of the repository, and what is in them: blocks of code, and code in a line.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "../contract/server.mjs";

const fence = /^( *)(`{3,}|~{3,})\s*(\S*)\s*(.*?)\s*$/;
const list_item = /^\s*([-*+]|\d+[.)])\s/;

export function find_pages() {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "--", "*.md"], { cwd: repository, encoding: "utf8" });
  return listed.split("\n").filter((page) => page && existsSync(join(repository, page))).sort();
}

// {page, line, section, language, words, text}: `words` is what a fence says after its language; `language` is undefined for a
// block that is only indented. `where` is for messages.
export class Block {
  constructor(fields) {
    Object.assign(this, { text: "", words: "", ...fields });
  }

  get kind() {
    return [this.language, this.words].filter(Boolean).join(" ");
  }

  get where() {
    return `${this.page}:${this.line}`;
  }
}

export function blocks_of(page, text = readFileSync(join(repository, page), "utf8")) {
  const reader = new PageReader(page);
  text.split("\n").forEach((line, i) => reader.take(line, i + 1));
  return reader.end();
}

class PageReader {
  constructor(page) {
    this.page = page;
    this.section = "";
    this.blocks = [];
    this.open = undefined; // {block, mark, indent}
    this.was_blank = true;
    this.is_in_list = false;
  }

  take(line, number) {
    const [, indent, mark, language, words] = fence.exec(line) ?? [];
    if (this.open) return this.#continue(line, mark && !language && mark.startsWith(this.open.mark));
    if (mark) {
      const block = new Block({ page: this.page, line: number, section: this.section, language, words });
      this.blocks.push(block);
      this.open = { block, mark, indent: indent.length };
    } else this.#take_prose(line, number);
    this.was_blank = line.trim() === "";
  }

  #continue(line, is_end) {
    const { block, indent } = this.open;
    if (is_end) this.open = undefined;
    else block.text += `${line.slice(0, indent).trim() === "" ? line.slice(indent) : line}\n`;
  }

  #take_prose(line, number) {
    if (line.startsWith("#")) this.section = line.replace(/^#+ */, "");
    if (list_item.test(line)) this.is_in_list = true;
    else if (/^\S/.test(line)) this.is_in_list = false;
    if (/^( {4}|\t)\S/.test(line) && this.was_blank && !this.is_in_list)
      this.blocks.push(new Block({ page: this.page, line: number, section: this.section, text: line }));
  }

  end() {
    if (this.open) throw new Error(`${this.open.block.where}: this block has no end`);
    return this.blocks;
  }
}

// {line, text} of every `code` in a line of prose, also of one that goes on in the next line.
export function inline_code_of(page, text = readFileSync(join(repository, page), "utf8")) {
  const prose = text.replace(/^( *)(`{3,}|~{3,})[^]*?^\1\2`*$/gm, (block) => block.replace(/[^\n]/g, ""));
  const found = [];
  for (const paragraph of prose.matchAll(/(?:^.*\S.*\n?)+/gm)) {
    for (const code of paragraph[0].matchAll(/`([^`]+)`/g)) {
      const line = prose.slice(0, paragraph.index + code.index).split("\n").length;
      found.push({ page, line, where: `${page}:${line}`, text: code[1].replace(/\s*\n\s*/g, " ") });
    }
  }
  return found;
}

// What a page says below a heading, in order: for tests that take their commands from it.
export const blocks_below = (page, section, kind) => blocks_of(page).filter((block) => block.section === section && (!kind || block.kind === kind));

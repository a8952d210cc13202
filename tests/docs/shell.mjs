// Takes a piece of shell apart into the commands that it runs, far enough to look at their words. What a shell really makes of
// it is for `bash -n` and for running it.

const ends_command = new Set([";", "&", "|", "(", ")", "\n"]);
const is_assignment = (word) => /^[A-Za-z_]\w*=/.test(word);

// Arrays of words, quotes removed. Assignments before a command and targets of redirections are left out; `$(...)` stays a
// part of its word.
export function commands_of(text) {
  return new Splitter(text.replaceAll("\\\n", " ")).run();
}

class Splitter {
  constructor(text) {
    this.text = text;
    this.at = 0;
    this.commands = [];
    this.words = [];
    this.is_target = false;
  }

  run() {
    while (this.at < this.text.length) this.#step();
    this.#end_command();
    return this.commands;
  }

  #step() {
    const c = this.text[this.at];
    if (ends_command.has(c)) {
      this.at += 1;
      this.#end_command();
    } else if (c === " " || c === "\t") this.at += 1;
    else if (c === "#") this.#skip_comment();
    else if (c === "<" || c === ">") this.#take_redirection();
    else this.#take_word();
  }

  #skip_comment() {
    const end = this.text.indexOf("\n", this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  // <(...) is a command of its own; everything else names a file.
  #take_redirection() {
    const operator = /^[<>&|]+/.exec(this.text.slice(this.at))[0];
    this.at += operator.length;
    this.is_target = this.text[this.at] !== "(" && !/&$/.test(operator);
    if (/&$/.test(operator)) this.#read_word();
  }

  #take_word() {
    const word = this.#read_word();
    if (/^[0-9]$/.test(word) && /[<>]/.test(this.text[this.at] ?? "")) return;
    if (this.is_target) this.is_target = false;
    else if (this.words.length > 0 || !is_assignment(word)) this.words.push(word);
  }

  #read_word() {
    let word = "";
    while (this.at < this.text.length && !/[\s;&|()<>]/.test(this.text[this.at])) word += this.#read_part();
    return word;
  }

  #read_part() {
    const rest = this.text.slice(this.at);
    const quoted = /^'([^']*)'/.exec(rest) ?? /^"((?:[^"\\]|\\.)*)"/.exec(rest) ?? /^\\(.)/.exec(rest);
    const part = quoted ?? /^(\$\([^)]*\))/.exec(rest) ?? [rest[0], rest[0]];
    this.at += part[0].length;
    return part[1];
  }

  #end_command() {
    if (this.words.length > 0) this.commands.push(this.words);
    this.words = [];
    this.is_target = false;
  }
}

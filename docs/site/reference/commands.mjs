// command-line.md and configuration.md: what `betstream manual --json` says.
import { code, codes, fenced, paragraphs, sentence, table } from "./words.mjs";

const without_variable = (help) => help.replace(/ \[\w+\]$/, "");

// Many choices are listed beside the flag, where they can break.
const choices_shown_max = 40;

function flag_row({ flag, value, help, variable }) {
  const is_long = value.length > choices_shown_max;
  const name = [flag, is_long ? "WORD" : value].filter(Boolean).join(" ");
  const meaning = [sentence(without_variable(help)), is_long && `One of ${codes(value.split("|"))}.`, variable && `Also ${code(variable)}.`];
  return [code(name), meaning.filter(Boolean).join(" ")];
}

// Lines that are indented are an example.
function notes_of({ notes }) {
  const blocks = notes.split(/\n\n/).filter(Boolean);
  return blocks.map((block) => (block.startsWith("  ") ? fenced(block.replace(/^ {2}/gm, ""), "sh example") : block.replaceAll("\n", " ")));
}

function section(command, path, settings) {
  const flags = command.options.filter(({ flag }) => flag !== "--help");
  const own = flags.filter(({ flag }) => !settings.has(flag));
  return [
    `### ${code(path)}`,
    sentence(command.help),
    own.length > 0 && table(["flag", "meaning"], own.map(flag_row)),
    own.length < flags.length && "Further flags are [the settings of `serve`](configuration.md).",
    ...notes_of(command),
  ];
}

function sections(commands, path, settings) {
  return commands.flatMap((command) => {
    const own = `${path} ${command.name}`;
    return [...section(command, own, settings), ...sections(command.commands, own, settings)];
  });
}

function setting_section({ name, flag, variable, second_variable, value, help, is_list, default: standard }, expected) {
  const takes = value === "" ? "`true` or `false`; the flag alone is `true`" : (expected[flag] ?? value);
  return [
    `### ${code(name)}`,
    sentence(help),
    [
      `- Flag: ${code(value === "" ? flag : `${flag} ${value}`)}`,
      `- Variable: ${[variable, second_variable].filter(Boolean).map(code).join(", then ")}`,
      `- Default: ${standard === "" ? "none" : code(standard)}`,
      `- Takes: ${takes}${is_list ? "; may be given several times, in the file it is a list" : ""}`,
    ].join("\n"),
  ];
}

export function command_parts({ manual, expected }) {
  const settings = new Set(manual.settings.map(({ flag }) => flag));
  const overview = manual.settings.map(({ name, default: standard, help }) => [`[${code(name)}](#${name})`, standard === "" ? "" : code(standard), help]);
  return {
    "exit-statuses": table(["exit status", "meaning"], manual.exit_statuses.map(({ statuses, meaning }) => [statuses, meaning])),
    commands: paragraphs(sections(manual.commands, manual.name, settings)),
    settings: paragraphs(table(["setting", "default", "meaning"], overview), "## Each setting", manual.settings.flatMap((setting) => setting_section(setting, expected))),
  };
}

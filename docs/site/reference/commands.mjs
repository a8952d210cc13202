// command-line.md and configuration.md: what `betstream manual --json` says.
import { code, fenced, paragraphs, sentence, table } from "./words.mjs";

const without_variable = (help) => help.replace(/ \[\w+\]$/, "");

function flag_row({ flag, value, help, variable }) {
  const name = flag === "" ? value : `${flag}${value === "" ? "" : ` ${value}`}`;
  return [code(name), `${sentence(without_variable(help))}${variable ? ` Also ${code(variable)}.` : ""}`];
}

// Lines that are indented are an example.
function notes_of({ notes }) {
  const blocks = notes.split(/\n\n/).filter(Boolean);
  return blocks.map((block) => (block.startsWith("  ") ? fenced(block.replace(/^ {2}/gm, "")) : block.replaceAll("\n", " ")));
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
    table(
      ["flag", "variable", "default", "takes"],
      [[code(value === "" ? flag : `${flag} ${value}`), [variable, second_variable].filter(Boolean).map(code).join(", then "), standard === "" ? "none" : code(standard), `${takes}${is_list ? "; several" : ""}`]],
    ),
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

#include "cli/completion.h"

#include "cli/text.h"

#include <functional>

namespace bs::cli {
namespace {

// Calls `visit(command, path)` for the command and all below it; a path is "betstream config show".
void each_command(const CommandSpec& command, const std::string& path,
                  const std::function<void(const CommandSpec&, const std::string&)>& visit) {
    visit(command, path);
    for (const CommandSpec& child : command.commands) each_command(child, path + " " + child.name, visit);
}

bool takes_file(const OptionSpec& option) { return option.value == "FILE"; }

// "auto|json|human" -> {"auto", "json", "human"}; nothing for a value that nobody can guess.
std::vector<std::string> choices(const OptionSpec& option) {
    if (option.value.find('|') == std::string::npos) return {};
    return split(option.value, '|');
}

std::string words_of(const CommandSpec& command) {
    std::vector<std::string> words;
    for (const CommandSpec& child : command.commands) words.push_back(child.name);
    for (const OptionSpec& option : command.options) {
        if (!option.flag.empty()) words.push_back(option.flag);
        if (option.flag.empty()) {
            for (std::string& choice : choices(option)) words.push_back(std::move(choice));
        }
    }
    return join(words, " ");
}

bool takes_file_argument(const CommandSpec& command) {
    for (const OptionSpec& option : command.options) {
        if (option.flag.empty() && takes_file(option)) return true;
    }
    return false;
}

// For single quotes of sh, zsh and fish.
std::string shell_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') {
            out += "'\\''";
        } else {
            out.push_back(c);
        }
    }
    return out + "'";
}

// The part that bash and zsh have in common: `case` branches that say, for a path and the word before the cursor,
// which values there are (`offers`), or that files are wanted (`files=1`).
std::string case_branches(const CommandSpec& root) {
    std::string paths;
    std::string values;
    std::string words;
    each_command(root, root.name, [&](const CommandSpec& command, const std::string& path) {
        if (path != root.name) paths += (paths.empty() ? "" : "|") + shell_quoted(path);
        for (const OptionSpec& option : command.options) {
            if (option.flag.empty() || option.value.empty()) continue;
            values += "        " + shell_quoted(path + " " + option.flag) + ") ";
            values += takes_file(option) ? "files=1" : "offers=" + shell_quoted(join(choices(option), " "));
            values += "; known=1 ;;\n";
        }
        words += "            " + shell_quoted(path) + ") offers=" + shell_quoted(words_of(command));
        words += std::string(takes_file_argument(command) ? "; files=1" : "") + " ;;\n";
    });
    return "    for word in \"${before[@]}\"; do\n"
           "        case \"$place $word\" in\n"
           "        " +
           paths +
           ") place=\"$place $word\" ;;\n"
           "        esac\n"
           "    done\n"
           "    case \"$place $previous\" in\n" +
           values +
           "    esac\n"
           "    if [[ -z $known ]]; then\n"
           "        case \"$place\" in\n" +
           words +
           "        esac\n"
           "    fi\n";
}

}  // namespace

std::string bash_completion(const CommandSpec& root) {
    const std::string function = "_" + root.name;
    return "# bash completion for " + root.name +
           "; source it, or save it as\n# ~/.local/share/bash-completion/completions/" + root.name + "\n" + function +
           "() {\n"
           "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    local place=" +
           root.name +
           " word offers='' files='' known='' IFS=$' \\t\\n'\n"
           "    # --flag=value comes as three words.\n"
           "    if [[ $current == = ]]; then current=''; elif [[ $previous == = ]]; then "
           "previous=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
           "    local -a before=(\"${COMP_WORDS[@]:1:COMP_CWORD-1}\")\n" +
           case_branches(root) +
           "    COMPREPLY=($(compgen -W \"$offers\" -- \"$current\"))\n"
           "    if [[ -n $files && $current != -* ]]; then\n"
           "        compopt -o filenames 2>/dev/null\n"
           "        IFS=$'\\n'\n"
           "        COMPREPLY=($(compgen -f -- \"$current\"))\n"
           "    fi\n"
           "}\n"
           "complete -F " +
           function + " " + root.name + "\n";
}

std::string zsh_completion(const CommandSpec& root) {
    const std::string function = "_" + root.name;
    return "#compdef " + root.name + "\n# zsh completion; save it as _" + root.name +
           " in a folder of $fpath, or source it\n" + function +
           "() {\n"
           "    emulate -L zsh\n"
           "    local previous=${words[CURRENT-1]} place=" +
           root.name +
           " word offers='' files='' known=''\n"
           "    local -a before=(\"${(@)words[2,CURRENT-1]}\")\n" +
           case_branches(root) +
           "    [[ -n $files ]] && _files\n"
           "    compadd -- ${=offers}\n"
           "}\n"
           "if [[ $funcstack[1] == " +
           function + " ]]; then " + function + " \"$@\"; else compdef " + function + " " + root.name + "; fi\n";
}

std::string fish_completion(const CommandSpec& root) {
    std::string script = "# fish completion; save it as ~/.config/fish/completions/" + root.name + ".fish\n";
    const std::string begin = "complete -c " + root.name;
    script += begin + " -f\n";
    each_command(root, root.name, [&](const CommandSpec& command, const std::string& path) {
        std::string condition;
        for (const std::string& word : split(path.substr(root.name.size()), ' ')) {
            condition += (condition.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + word);
        }
        std::string children;
        for (const CommandSpec& child : command.commands) children += " " + child.name;
        const std::string not_further = children.empty() ? "" : "not __fish_seen_subcommand_from" + children;
        for (const CommandSpec& child : command.commands) {
            script += begin + " -n " + shell_quoted(condition + (condition.empty() ? "" : "; and ") + not_further) +
                      " -a " + child.name + " -d " + shell_quoted(child.help) + "\n";
        }
        for (const OptionSpec& option : command.options) {
            script += begin + (condition.empty() ? "" : " -n " + shell_quoted(condition));
            if (!option.flag.empty()) script += " -l " + option.flag.substr(2);
            if (takes_file(option)) script += option.flag.empty() ? " -F" : " -r -F";
            if (!takes_file(option) && !option.value.empty() && !option.flag.empty()) script += " -x";
            if (const auto list = choices(option); !list.empty()) script += " -a " + shell_quoted(join(list, " "));
            script += " -d " + shell_quoted(option.help) + "\n";
        }
    });
    return script;
}

}  // namespace bs::cli

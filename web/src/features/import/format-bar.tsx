import { useObservable } from "@/lib/use-observable";
import { Select } from "@/ui/field";
import { draft } from "./draft";
import { changeOptions, changeRules } from "./draft-actions";
import { type Delimiter, delimiters } from "./source-table";

const delimiterWords: Readonly<Record<Delimiter, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };
const decimalWords = { ".": "point", ",": "comma" } as const;

/** How the source is read. What was guessed says so, and can be changed. */
export function FormatBar() {
  const { table, options, decimal, guess } = useObservable(draft);
  const json = table?.format.kind === "json";
  const found = table?.format.kind === "delimited" ? table.format : undefined;
  if (json) return <p className="text-dim">JSON: the names of the fields and the decimal point are fixed.</p>;
  const guessed = (word: string | undefined): string => (word === undefined ? "guess" : `guess: ${word}`);
  return (
    <div className="flex flex-wrap gap-3">
      <Select
        label="Delimiter"
        className="w-40"
        value={options.delimiter}
        onValue={(delimiter) => void changeOptions({ delimiter })}
        options={[
          { value: "auto" as const, label: guessed(found && delimiterWords[found.delimiter]) },
          ...delimiters.map((value) => ({ value, label: delimiterWords[value] })),
        ]}
      />
      <Select
        label="First row is a header"
        className="w-40"
        value={options.header}
        onValue={(header) => void changeOptions({ header })}
        options={[
          { value: "auto", label: guessed(found && (found.header ? "yes" : "no")) },
          { value: "yes", label: "yes" },
          { value: "no", label: "no" },
        ]}
      />
      <Select
        label="Decimal"
        className="w-40"
        value={decimal}
        onValue={(value) => changeRules({ decimal: value })}
        options={[
          { value: "auto", label: guessed(decimalWords[guess.decimal]) },
          { value: ".", label: "point, 10.50" },
          { value: ",", label: "comma, 10,50" },
        ]}
      />
    </div>
  );
}

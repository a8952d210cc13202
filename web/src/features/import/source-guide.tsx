import { noteMax, referenceMax, selectionMax } from "./limits";

const words: readonly (readonly [string, string])[] = [
  ["id", "A whole number, once in the batch. Without it the rows are numbered."],
  ["selection", `Such as 1/2/3, and after ** a note for people. At most ${selectionMax} characters.`],
  ["stake", "Not negative, at most 4 decimals."],
  ["cost", "At most 4 decimals."],
  ["reference", `The vendor's number, at most ${referenceMax} characters. May be absent.`],
  ["note", `At most ${noteMax.toLocaleString("en")} characters. May be absent.`],
];

/** What a row may hold, before anybody is told that it does not. */
export function SourceGuide() {
  return (
    <section aria-labelledby="import-guide" className="min-w-0">
      <h3 id="import-guide" className="mb-2 font-semibold">
        One row is one bet
      </h3>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {words.map(([name, text]) => (
          <div key={name} className="contents">
            <dt className="font-mono text-xs/5">{name}</dt>
            <dd className="text-dim">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 text-dim">
        Columns may be called otherwise and stand in any order. JSON is an array of bets, or an object with{" "}
        <code className="font-mono text-xs">meta</code> and <code className="font-mono text-xs">bets</code>.
      </p>
    </section>
  );
}

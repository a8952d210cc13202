import { useObservable } from "@/lib/use-observable";
import { ErrorPanel } from "@/ui/error-panel";
import { StatusGlyph } from "@/ui/status-glyph";
import { draft } from "./draft";

/** What came of reading the source: how much it is, or why it is nothing. */
export function SourceNews() {
  const { busy, refused, table, note, origin, guess, decimal } = useObservable(draft);
  const problems = table?.problems ?? [];
  const empty = table !== undefined && problems.length === 0 && table.rows.length === 0;
  const what = refused ?? problems[0] ?? (empty ? "There are no rows of bets in it." : undefined);
  const doubtful = decimal === "auto" ? guess.doubtful : undefined;
  return (
    <div className="[&_[role=alert]]:m-0">
      <p role="status" className="text-dim">
        {busy === "reading" && "Reading."}
        {busy !== "reading" && table !== undefined && what === undefined && (
          <>
            {table.rows.length.toLocaleString("en")} {table.rows.length === 1 ? "row" : "rows"}, {table.columns.length}{" "}
            columns from {origin}.
          </>
        )}
      </p>
      {what !== undefined && busy !== "reading" && (
        <ErrorPanel what="This cannot be imported." detail={problems.length > 1 ? problems.join(" ") : what} />
      )}
      {note !== undefined && <Warning text={note} />}
      {doubtful !== undefined && (
        <Warning
          text={`"${doubtful}" may be meant in two ways. It is read with a decimal ${guess.decimal === "." ? "point" : "comma"}; choose the other one if that is wrong.`}
        />
      )}
    </div>
  );
}

export function Warning({ text }: { text: string }) {
  return (
    <p className="mt-1 flex items-start gap-2">
      <span className="pt-0.5">
        <StatusGlyph glyph="question" word="Warning" bare />
      </span>
      <span className="sr-only">Warning: </span>
      {text}
    </p>
  );
}

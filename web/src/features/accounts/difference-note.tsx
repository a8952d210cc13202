import { parseInstant } from "@/lib/time";
import type { RecentEvent } from "@/live/activity";
import { Button } from "@/ui/button";
import { Moment } from "@/ui/moment";
import { type Difference, fieldLabels } from "./model";

export interface DifferenceNoteProps {
  differences: readonly Difference[];
  by: RecentEvent | undefined;
  onTheirs: () => void;
  onMine: () => void;
}

/** Both values of what somebody else changed since the form was opened, and the question which of them holds. */
export function DifferenceNote({ differences, by, onTheirs, onMine }: DifferenceNoteProps) {
  const clash = differences.some((difference) => difference.clash);
  return (
    <div role="alert" className="mb-4 rounded border border-unknown bg-unknown-tint p-3">
      <p className="font-semibold">
        {by?.actor ?? "Somebody else"} changed this account since you opened it
        <When at={by?.at} />
      </p>
      {differences.length > 0 && <Values differences={differences} />}
      <p className="mt-2 text-dim">
        {clash
          ? "Nothing was overwritten. Choose which value you want to go on with."
          : "You did not change the same fields, so both changes can hold."}
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button onClick={onTheirs}>Use the current values</Button>
        <Button onClick={onMine}>{clash ? "Go on with mine" : "Keep both changes"}</Button>
      </div>
    </div>
  );
}

function When({ at }: { at: string | undefined }) {
  const instant = parseInstant(at);
  return instant === undefined ? null : (
    <>
      {" at "}
      <Moment at={instant} />
    </>
  );
}

function Values({ differences }: { differences: readonly Difference[] }) {
  return (
    <table className="mt-2 w-full text-left">
      <caption className="sr-only">The values that differ</caption>
      <thead className="text-xs text-dim">
        <tr>
          {["Field", "When you opened it", "Now", "Yours"].map((title) => (
            <th key={title} scope="col" className="py-1 pr-3 font-medium">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {differences.map(({ field, before, theirs, mine, clash }) => (
          <tr key={field} className="border-t border-line align-top">
            <th scope="row" className="py-1 pr-3 font-medium">
              {fieldLabels[field]}
            </th>
            <td className="py-1 pr-3 break-all text-dim">{before}</td>
            <td className="py-1 pr-3 font-semibold break-all">{theirs}</td>
            <td className="py-1 break-all">{clash ? mine : "not changed"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

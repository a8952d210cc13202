import { useObservable } from "@/lib/use-observable";
import { Select } from "@/ui/field";
import { draft } from "./draft";
import { changeMapping } from "./draft-actions";
import { type Field, fields, isNeeded } from "./fields";

const none = "none";
const sampleRows = 3;

/** Each field of a bet, the column that it is read from, and what stands there. */
export function ColumnMap() {
  const { table, mapping } = useObservable(draft);
  if (table === undefined) return null;
  const used = new Set(Object.values(mapping));
  const unused = table.columns.filter((_, at) => !used.has(at));
  return (
    <table className="w-full table-fixed border-collapse text-left">
      <caption className="sr-only">Fields of a bet and the columns they are read from</caption>
      <thead className="text-xs text-dim">
        <tr>
          <th scope="col" className="w-36 pb-1 font-medium">
            Field
          </th>
          <th scope="col" className="w-52 pb-1 font-medium">
            Column
          </th>
          <th scope="col" className="pb-1 pl-4 font-medium">
            First rows
          </th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => (
          <Row key={field} field={field} />
        ))}
      </tbody>
      {unused.length > 0 && (
        <tfoot>
          <tr>
            <td colSpan={3} className="pt-2 text-xs text-dim">
              Not used: {unused.join(", ")}
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}

function Row({ field }: { field: Field }) {
  const { table, mapping } = useObservable(draft);
  const at = mapping[field];
  const absent = field === "id" ? "none: number the rows" : "none";
  const sample =
    at === undefined ? [] : (table?.rows.slice(0, sampleRows).map((row) => row[at]?.trim() || "empty") ?? []);
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-1.5 font-medium">
        {field}
        {isNeeded(field) && <span className="font-normal text-dim"> (needed)</span>}
      </th>
      <td className="py-1.5">
        <Select
          label={`Column of ${field}`}
          hideLabel
          value={at === undefined ? none : String(at)}
          onValue={(value) => changeMapping(field, value === none ? undefined : Number(value))}
          error={at === undefined && isNeeded(field) ? "Choose a column." : undefined}
          options={[
            { value: none, label: isNeeded(field) ? "choose a column" : absent },
            ...(table?.columns.map((name, place) => ({ value: String(place), label: name })) ?? []),
          ]}
        />
      </td>
      <td className="truncate py-1.5 pl-4 font-mono text-xs text-dim" title={sample.join(" · ")}>
        {sample.join("  ·  ")}
      </td>
    </tr>
  );
}

import { useKeys } from "@/lib/use-keys";
import { useObservable } from "@/lib/use-observable";
import { Button } from "@/ui/button";
import { Checkbox } from "@/ui/choice";
import { ColumnMap } from "./column-map";
import { draft } from "./draft";
import { changeRules, goTo, whyNotYet } from "./draft-actions";
import { FormatBar } from "./format-bar";
import { MetaFields } from "./meta-fields";
import { SourceNews } from "./source-news";
import { StepFrame } from "./step-frame";

/** Step 2: which column is which, and what the batch is about. */
export function MapStep() {
  const now = useObservable(draft);
  const rows = now.table?.rows.length ?? 0;
  const reason = whyNotYet("check", now);
  const onwards = (): void => void goTo("check");
  useKeys([
    {
      id: "import.next",
      keys: ["Ctrl+Enter"],
      label: "Next step",
      group: "Import",
      scope: "import",
      inInputs: true,
      run: onwards,
    },
  ]);
  return (
    <StepFrame
      title="Which column is which?"
      aside={<SourceNews />}
      footer={
        <>
          <Button size="large" onClick={() => void goTo("source")}>
            Back
          </Button>
          <span className="ml-auto" />
          <Button kind="primary" size="large" binding="import.next" reason={reason} onClick={onwards}>
            Check {rows.toLocaleString("en")} {rows === 1 ? "row" : "rows"}
          </Button>
        </>
      }
    >
      <div className="grid max-w-6xl gap-x-10 gap-y-6 px-4 pb-6 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <FormatBar />
          <ColumnMap />
          <Checkbox
            checked={now.legsRepeat}
            onChecked={(legsRepeat) => changeRules({ legsRepeat })}
            label="The legs are different races: a number may stand in a selection twice"
          />
        </div>
        <MetaFields />
      </div>
    </StepFrame>
  );
}

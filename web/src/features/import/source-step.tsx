import { useState } from "react";
import { useKeys } from "@/lib/use-keys";
import { useObservable } from "@/lib/use-observable";
import { Button } from "@/ui/button";
import { draft } from "./draft";
import { discard, goTo, takeText, whyNotYet } from "./draft-actions";
import { FormatBar } from "./format-bar";
import { SourceBox } from "./source-box";
import { SourceGuide } from "./source-guide";
import { SourceNews } from "./source-news";
import { StepFrame } from "./step-frame";

/** Step 1: what is pasted, dropped or chosen goes on to the next step by itself; what is typed by a key. */
export function SourceStep() {
  const now = useObservable(draft);
  const [typed, setTyped] = useState("");
  const hasTyped = typed.trim() !== "";
  const untilSource = now.text === "" ? (now.refused ?? "Paste the bets, or choose a file.") : whyNotYet("map", now);
  const onwards = (): void => void (hasTyped ? takeText(typed, "typed text") : goTo("map"));
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
      title="Where are the bets?"
      footer={
        <>
          {now.text !== "" && <Button onClick={discard}>Discard {now.origin}</Button>}
          <span className="ml-auto" />
          <Button
            kind="primary"
            size="large"
            binding="import.next"
            reason={hasTyped ? undefined : untilSource}
            onClick={onwards}
          >
            Map columns
          </Button>
        </>
      }
    >
      <div className="grid max-w-6xl gap-x-10 gap-y-6 px-4 pb-6 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="flex min-w-0 flex-col gap-3">
          <SourceBox typed={typed} onTyped={setTyped} />
          <SourceNews />
          {now.text !== "" && <FormatBar />}
        </div>
        <SourceGuide />
      </div>
    </StepFrame>
  );
}

import type { Ref } from "react";
import { RadioGroup } from "@/ui/choice";
import { NumberField } from "@/ui/field";
import type { PendingChoice } from "./submit-model";

export interface SubmitPendingProps {
  count: number;
  choice: PendingChoice;
  typed: string;
  onChoice: (choice: PendingChoice) => void;
  onTyped: (typed: string) => void;
  typedRef: Ref<HTMLInputElement>;
}

/** What becomes of the bets that are still pending; closing them in takes typing how many they are. */
export function SubmitPending({ count, choice, typed, onChoice, onTyped, typedRef }: SubmitPendingProps) {
  const subject = count === 1 ? "1 bet is still pending" : `${count} bets are still pending`;
  return (
    <div className="mt-4 flex flex-col gap-2">
      <RadioGroup<PendingChoice>
        legend={<span className="text-sm font-semibold text-text">{subject}</span>}
        value={choice}
        onValue={onChoice}
        options={[
          { value: "back", label: "Go back and finish" },
          { value: "keep", label: "Submit and leave pending" },
          { value: "fail", label: "Mark failed and submit" },
        ]}
      />
      {choice !== "back" && (
        <NumberField
          ref={typedRef}
          className="max-w-44"
          label={`Type ${count} to confirm`}
          value={typed}
          inputMode="numeric"
          onValue={onTyped}
        />
      )}
    </div>
  );
}

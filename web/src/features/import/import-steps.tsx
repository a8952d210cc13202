import { useEffect, useRef } from "react";
import { useObservable } from "@/lib/use-observable";
import { CheckStep } from "./check-step";
import { CreateStep } from "./create-step";
import { draft } from "./draft";
import { MapStep } from "./map-step";
import { SourceStep } from "./source-step";

export function ImportSteps({ accountId }: { accountId: number | undefined }) {
  const { step } = useObservable(draft);
  const region = useRef<HTMLElement>(null);
  const shown = useRef(step);
  // What had the focus went away with its step: the heading of the next one takes it.
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    const first = region.current?.querySelector<HTMLElement>("[data-step-first]");
    const heading = region.current?.querySelector<HTMLElement>("[data-step-focus]");
    (first ?? heading)?.focus({ preventScroll: true });
  }, [step]);
  return (
    <section
      ref={region}
      data-key-region="import"
      aria-label="Import"
      // A file that is dropped beside the box must not take the page away.
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => event.preventDefault()}
      className="flex h-full min-h-0 flex-col"
    >
      {step === "source" && <SourceStep />}
      {step === "map" && <MapStep />}
      {step === "check" && <CheckStep accountId={accountId} />}
      {step === "create" && <CreateStep />}
    </section>
  );
}

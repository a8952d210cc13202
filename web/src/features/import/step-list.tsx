import { useObservable } from "@/lib/use-observable";
import { cx } from "@/ui/cx";
import { draft, type Step, steps } from "./draft";
import { goTo, whyNotYet } from "./draft-actions";

const labels: Readonly<Record<Step, string>> = { source: "Source", map: "Map", check: "Check", create: "Create" };

/** Where one is on the way; a step that is possible can be gone to. */
export function StepList() {
  const now = useObservable(draft);
  const current = steps.indexOf(now.step);
  return (
    <nav aria-label="Steps of the import">
      <ol className="flex items-center gap-1">
        {steps.map((step, at) => {
          const reason = step === now.step ? undefined : whyNotYet(step, now);
          return (
            <li key={step} className="flex items-center gap-1">
              {at > 0 && <span aria-hidden="true" className="h-px w-4 bg-edge" />}
              <button
                type="button"
                aria-current={step === now.step ? "step" : undefined}
                aria-disabled={reason !== undefined || undefined}
                aria-description={reason}
                data-tip={reason}
                onClick={() => void goTo(step)}
                className={cx(
                  "inline-flex h-7 items-center gap-1.5 rounded px-1.5",
                  step === now.step ? "font-semibold text-text" : reason === undefined ? "text-text" : "text-faint",
                  reason === undefined ? "hover:bg-hover" : "cursor-not-allowed",
                )}
              >
                <span
                  aria-hidden="true"
                  className={cx(
                    "inline-grid size-4.5 place-items-center rounded-full border text-[11px] font-semibold",
                    at === current
                      ? "border-transparent bg-accent text-accent-ink"
                      : at < current
                        ? "border-accent text-accent"
                        : "border-control",
                  )}
                >
                  {at + 1}
                </span>
                {labels[step]}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

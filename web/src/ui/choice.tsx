// Checkbox, Switch and RadioGroup: the browser's own inputs in our colours.

import { type ReactNode, useEffect, useId, useRef } from "react";
import { cx } from "./cx";

export interface CheckboxProps {
  checked: boolean;
  /** Some of what it stands for is checked. */
  mixed?: boolean;
  onChecked: (checked: boolean) => void;
  label: ReactNode;
  /** In a column of boxes the label is only spoken. */
  hideLabel?: boolean;
  reason?: string | undefined;
  /** -1 where a grid moves the focus itself. */
  tabIndex?: number;
}

const row = "inline-flex min-h-6 items-center gap-2 pointer-coarse:min-h-11";

export function Checkbox({
  checked,
  mixed = false,
  onChecked,
  label,
  hideLabel = false,
  reason,
  tabIndex,
}: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  const reasonId = useId();
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <label className={cx(row, hideLabel && "min-w-6 justify-center")} data-tip={reason}>
      <input
        ref={box}
        type="checkbox"
        checked={checked}
        tabIndex={tabIndex}
        aria-disabled={reason !== undefined || undefined}
        aria-describedby={reason === undefined ? undefined : reasonId}
        onChange={(event) => {
          if (reason === undefined) onChecked(event.target.checked);
        }}
        className="tick-box size-4 shrink-0 aria-disabled:opacity-40"
      />
      <span className={hideLabel ? "sr-only" : undefined}>{label}</span>
      <Reason id={reasonId} reason={reason} />
    </label>
  );
}

export function Switch({ checked, onChecked, label, reason }: Omit<CheckboxProps, "mixed" | "hideLabel" | "tabIndex">) {
  const reasonId = useId();
  return (
    <label className={row} data-tip={reason}>
      <input
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        aria-disabled={reason !== undefined || undefined}
        aria-describedby={reason === undefined ? undefined : reasonId}
        onChange={(event) => {
          if (reason === undefined) onChecked(event.target.checked);
        }}
        className="relative h-4.5 w-8 shrink-0 appearance-none rounded-full border border-control bg-bg before:absolute before:top-0.5 before:left-0.5 before:size-3 before:rounded-full before:bg-control before:transition-transform before:duration-100 checked:border-accent checked:bg-accent checked:before:translate-x-3.5 checked:before:bg-accent-ink aria-disabled:opacity-40 forced-colors:appearance-auto"
      />
      <span>{label}</span>
      <Reason id={reasonId} reason={reason} />
    </label>
  );
}

export interface RadioGroupProps<T extends string> {
  legend: ReactNode;
  hideLegend?: boolean;
  value: T | undefined;
  onValue: (value: T) => void;
  options: readonly { value: T; label: ReactNode; hint?: ReactNode; reason?: string | undefined }[];
  inline?: boolean;
}

export function RadioGroup<T extends string>({
  legend,
  hideLegend = false,
  value,
  onValue,
  options,
  inline = false,
}: RadioGroupProps<T>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={hideLegend ? "sr-only" : "mb-1 text-xs text-dim"}>{legend}</legend>
      <div className={cx("flex", inline ? "flex-wrap gap-x-5" : "flex-col")}>
        {options.map((option) => (
          <label key={option.value} className={row} data-tip={option.reason}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              aria-disabled={option.reason !== undefined || undefined}
              onChange={() => {
                if (option.reason === undefined) onValue(option.value);
              }}
              className="radio-dot size-4 shrink-0 aria-disabled:opacity-40"
            />
            <span>
              {option.label}
              {option.hint !== undefined && <span className="block text-xs text-dim">{option.hint}</span>}
              {option.reason !== undefined && <span className="sr-only">, {option.reason}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Reason({ id, reason }: { id: string; reason: string | undefined }) {
  return reason === undefined ? null : (
    <span id={id} className="sr-only">
      {reason}
    </span>
  );
}

// Fields are the browser's own, with a label, a hint and an error tied to them: they work on every device, in every form.

import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./cx";

interface FieldFrame {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong with it, as a sentence. */
  error?: string | undefined;
  /** For narrow places: the label is only spoken. */
  hideLabel?: boolean | undefined;
}

const box =
  "touchable h-8 w-full min-w-0 rounded border bg-bg px-2 text-text disabled:border-line disabled:text-faint aria-invalid:border-failed";

export interface TextFieldProps extends FieldFrame, Omit<ComponentProps<"input">, "size" | "onChange" | "type"> {
  type?: "text" | "search" | "date" | "datetime-local";
  onValue: (value: string) => void;
  /** Before or after the text: a unit, a key. */
  suffix?: ReactNode;
}

export function TextField({ label, hint, error, hideLabel, onValue, suffix, className, ...input }: TextFieldProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel} className={className}>
      <span className="relative flex items-center">
        <input
          type="text"
          autoComplete="off"
          spellCheck={false}
          {...input}
          id={id}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={describedBy(id, hint, error)}
          onChange={(event) => onValue(event.target.value)}
          className={cx(box, "border-control", suffix !== undefined && "pr-9")}
        />
        {suffix !== undefined && <span className="pointer-events-none absolute right-2 text-dim">{suffix}</span>}
      </span>
    </Frame>
  );
}

export interface NumberFieldProps extends Omit<TextFieldProps, "type" | "value" | "onValue" | "min" | "max"> {
  /** What is in the field, as text: a number that is not finished yet is kept as it is typed. */
  value: string;
  onValue: (value: string) => void;
}

/** Figures, to the right, with the number pad on phones. Parse it with lib/money or `Number`, and say what is wrong. */
export function NumberField({ className, ...rest }: NumberFieldProps) {
  return <TextField inputMode="decimal" {...rest} className={cx("[&_input]:text-right", className)} />;
}

export interface SelectProps<T extends string> extends FieldFrame {
  value: T;
  onValue: (value: T) => void;
  options: readonly { value: T; label: string; disabled?: boolean }[];
  disabled?: boolean;
  className?: string;
}

export function Select<T extends string>({
  label,
  hint,
  error,
  hideLabel,
  value,
  onValue,
  options,
  ...rest
}: SelectProps<T>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} error={error} hideLabel={hideLabel} className={rest.className}>
      <select
        id={id}
        value={value}
        disabled={rest.disabled}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={describedBy(id, hint, error)}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen !== undefined) onValue(chosen.value);
        }}
        className={cx(box, "border-control")}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

function Frame(
  props: FieldFrame & {
    id: string;
    hideLabel?: boolean | undefined;
    className?: string | undefined;
    children: ReactNode;
  },
) {
  return (
    <div className={cx("min-w-0", props.className)}>
      <label htmlFor={props.id} className={props.hideLabel === true ? "sr-only" : "mb-1 block text-xs text-dim"}>
        {props.label}
      </label>
      {props.children}
      {props.hint !== undefined && (
        <p id={`${props.id}-hint`} className="mt-1 text-xs text-dim">
          {props.hint}
        </p>
      )}
      {props.error !== undefined && (
        <p id={`${props.id}-error`} className="mt-1 text-xs font-medium text-failed">
          {props.error}
        </p>
      )}
    </div>
  );
}

function describedBy(id: string, hint: ReactNode, error: string | undefined): string | undefined {
  const ids = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`];
  return ids.filter((each) => each !== "").join(" ") || undefined;
}

import { type ComponentProps, type MouseEvent, type ReactNode, useId } from "react";
import { ariaKeys } from "@/lib/keyboard";
import { useKeyOf } from "@/lib/use-keys";
import { cx } from "./cx";
import { Kbd } from "./kbd";

type Kind = "plain" | "primary" | "danger" | "quiet";

export interface ButtonProps extends Omit<ComponentProps<"button">, "disabled" | "type"> {
  kind?: Kind;
  size?: "row" | "normal" | "large";
  /** Why it cannot be used now. It stays where it is, can be focused, and says so. */
  reason?: string | undefined;
  /** The key binding that does the same; its key is shown. */
  binding?: string | undefined;
  submit?: boolean;
  /** For an icon alone: as wide as high. */
  square?: boolean;
  /** More about it, on hover and focus. */
  tip?: string | undefined;
  children: ReactNode;
}

const kinds: Readonly<Record<Kind, string>> = {
  plain: "border border-edge text-text hover:bg-hover",
  primary: "border border-transparent bg-accent font-semibold text-accent-ink hover:bg-accent-hover",
  danger: "border border-failed text-failed hover:bg-failed-tint",
  quiet: "border border-transparent text-dim hover:bg-hover hover:text-text",
};
const sizes = {
  row: "h-6 min-w-6 text-xs",
  normal: "h-7 min-w-7 text-sm",
  large: "h-9 min-w-9 text-sm",
} as const;
const paddings = { row: "px-2", normal: "px-2.5", large: "px-4" } as const;

export function Button({
  kind = "plain",
  size = "normal",
  reason,
  binding,
  submit = false,
  square = false,
  tip,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const keys = useKeyOf(binding);
  const reasonId = useId();
  const locked = reason !== undefined;
  const click = (event: MouseEvent<HTMLButtonElement>): void => {
    if (locked) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      {...rest}
      type={submit ? "submit" : "button"}
      aria-disabled={locked || undefined}
      aria-describedby={locked ? reasonId : rest["aria-describedby"]}
      aria-keyshortcuts={ariaKeys(keys)}
      data-tip={reason ?? tip}
      onClick={click}
      className={cx(
        "touchable inline-flex shrink-0 items-center justify-center gap-1.5 rounded whitespace-nowrap transition-colors duration-100",
        sizes[size],
        !square && paddings[size],
        locked ? "cursor-not-allowed border border-line bg-transparent text-faint" : kinds[kind],
        className,
      )}
    >
      {children}
      {keys !== undefined && <Kbd keys={keys} onAccent={kind === "primary" && !locked} />}
      {locked && (
        <span id={reasonId} className="sr-only">
          {reason}
        </span>
      )}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "children" | "square"> {
  /** What it does, for those who do not see the icon, and in the tooltip. */
  label: string;
  children: ReactNode;
}

export function IconButton({ label, children, ...rest }: IconButtonProps) {
  return (
    <Button kind="quiet" tip={label} {...rest} square aria-label={label}>
      {children}
    </Button>
  );
}

import { Link } from "wouter";
import { cx } from "@/ui/cx";
import { Icon } from "@/ui/icon";
import { Kbd } from "@/ui/kbd";
import { type ScreenEntry, screens } from "./screens";

/** All screens, as a rail of icons with their words. */
export function NavigationRail({ current }: { current: ScreenEntry | undefined }) {
  return (
    <nav
      aria-label="Screens"
      className="flex w-16 shrink-0 flex-col gap-0.5 overflow-y-auto border-r border-line bg-panel py-1.5 max-md:hidden"
    >
      {screens.map((screen) => (
        <Link
          key={screen.name}
          href={screen.href}
          aria-current={screen === current ? "page" : undefined}
          data-tip={`G then ${screen.key}`}
          className={cx(
            "mx-1 flex min-h-11 flex-col items-center justify-center gap-0.5 rounded text-[11px]/4 -outline-offset-2",
            screen === current ? "bg-selected text-text" : "text-dim hover:bg-hover hover:text-text",
            screen.name === "settings" && "mt-auto",
          )}
        >
          <Icon name={screen.icon} className={screen === current ? "text-accent" : undefined} />
          {screen.label}
        </Link>
      ))}
    </nav>
  );
}

/** The same as a list, for phones. */
export function NavigationList({ current, onGo }: { current: ScreenEntry | undefined; onGo: () => void }) {
  return (
    <nav aria-label="Screens" className="-mx-2 flex flex-col">
      {screens.map((screen) => (
        <Link
          key={screen.name}
          href={screen.href}
          onClick={onGo}
          aria-current={screen === current ? "page" : undefined}
          className={cx(
            "flex min-h-11 items-center gap-3 rounded px-2 text-md",
            screen === current ? "bg-selected text-text" : "text-dim hover:bg-hover",
          )}
        >
          <Icon name={screen.icon} />
          {screen.label}
          <span className="ml-auto">
            <Kbd keys={`G ${screen.key}`} />
          </span>
        </Link>
      ))}
    </nav>
  );
}

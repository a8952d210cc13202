// The screens and where they are. A screen exists when features/<name>/screen.tsx exports `Screen`: then it has a route,
// a place in the navigation, a key and a command; before that nothing points to it. All but Operate are loaded when
// they are gone to, together with the cache of cold data.

import { type ComponentType, lazy } from "react";
import { routes } from "@/lib/routes";
import type { IconName } from "@/ui/icon";

export interface ScreenModule {
  Screen: ComponentType;
}

export interface ScreenEntry {
  name: string;
  label: string;
  icon: IconName;
  /** Where the navigation leads to. */
  href: string;
  /** The addresses that it answers. */
  paths: readonly string[];
  /** After `G`. */
  key: string;
  Content: ComponentType;
}

type Described = Omit<ScreenEntry, "Content">;

const described: readonly Described[] = [
  {
    name: "operate",
    label: "Operate",
    icon: "operate",
    href: routes.home(),
    paths: ["/", "/a/:account", "/a/:account/b/:batch"],
    key: "O",
  },
  { name: "history", label: "History", icon: "history", href: routes.history(), paths: ["/history"], key: "H" },
  { name: "import", label: "Import", icon: "import", href: routes.import(), paths: ["/import"], key: "I" },
  { name: "activity", label: "Activity", icon: "activity", href: routes.activity(), paths: ["/activity"], key: "A" },
  {
    name: "statistics",
    label: "Statistics",
    icon: "statistics",
    href: routes.statistics(),
    paths: ["/statistics"],
    key: "M",
  },
  { name: "audit", label: "Audit", icon: "audit", href: routes.audit(), paths: ["/audit"], key: "U" },
  {
    name: "reconcile",
    label: "Reconcile",
    icon: "reconcile",
    href: routes.reconcile(),
    paths: ["/reconcile"],
    key: "R",
  },
  { name: "accounts", label: "Accounts", icon: "accounts", href: routes.accounts(), paths: ["/accounts"], key: "C" },
  { name: "settings", label: "Settings", icon: "settings", href: routes.settings(), paths: ["/settings"], key: "S" },
];

const eager = import.meta.glob<ScreenModule>("../features/operate/screen.tsx", { eager: true });
const later = import.meta.glob<ScreenModule>(["../features/*/screen.tsx", "!../features/operate/screen.tsx"]);

function contentOf(name: string): ComponentType | undefined {
  const path = `../features/${name}/screen.tsx`;
  const load = later[path];
  return load === undefined ? eager[path]?.Screen : lazyScreen(load);
}

function lazyScreen(load: () => Promise<ScreenModule>): ComponentType {
  return lazy(async () => {
    const [{ Screen }] = await Promise.all([load(), import("./cold-data")]);
    return { default: Screen };
  });
}

export const screens: readonly ScreenEntry[] = described.flatMap((screen) => {
  const Content = contentOf(screen.name);
  return Content === undefined ? [] : [{ ...screen, Content }];
});

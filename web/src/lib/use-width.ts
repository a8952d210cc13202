import { useSyncExternalStore } from "react";

/** As in tokens.css: a phone stacks its panes, a narrow page keeps one in a drawer, a wide one has room for all. */
export type Width = "phone" | "narrow" | "wide";

const queries = { wide: "(min-width: 1100px)", narrow: "(min-width: 700px)" } as const;

function subscribe(listener: () => void): () => void {
  const watched = Object.values(queries).map((query) => globalThis.matchMedia(query));
  for (const query of watched) query.addEventListener("change", listener);
  return () => {
    for (const query of watched) query.removeEventListener("change", listener);
  };
}

function read(): Width {
  if (globalThis.matchMedia(queries.wide).matches) return "wide";
  return globalThis.matchMedia(queries.narrow).matches ? "narrow" : "phone";
}

export function useWidth(): Width {
  return useSyncExternalStore(subscribe, read);
}

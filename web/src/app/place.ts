// Where the operator is, as the address says it: which screen, account and batch.

import { useMemo } from "react";
import { matchRoute, useLocation, useRouter } from "wouter";
import { parseId } from "@/lib/view-codec";
import { type ScreenEntry, screens } from "./screens";

export interface Place {
  screen: ScreenEntry | undefined;
  account: number | undefined;
  batch: number | undefined;
}

export function usePlace(): Place {
  const [path] = useLocation();
  const { parser } = useRouter();
  return useMemo(() => {
    for (const screen of screens) {
      for (const pattern of screen.paths) {
        const [matches, params] = matchRoute(parser, pattern, path);
        if (!matches) continue;
        const found = new Map<string, string | undefined>(Object.entries(params ?? {}));
        return {
          screen,
          account: parseId(found.get("account") ?? ""),
          batch: parseId(found.get("batch") ?? ""),
        };
      }
    }
    return { screen: undefined, account: undefined, batch: undefined };
  }, [parser, path]);
}

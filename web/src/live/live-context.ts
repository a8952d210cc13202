// Which live session the screens below belong to. The app provides it: <LiveContext value={live}>.
import { createContext, useContext } from "react";
import type { Live } from "./live";

export const LiveContext = createContext<Live | undefined>(undefined);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error("no <LiveContext> above");
  return live;
}

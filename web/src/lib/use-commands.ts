import { useEffect, useRef } from "react";
import { type CommandSource, registerCommands } from "./commands";

/** Offers commands in the palette while the component is there. */
export function useCommands(source: CommandSource): void {
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  useEffect(() => registerCommands(() => latest.current()), []);
}

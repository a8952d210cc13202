import { Sheet } from "@/ui/dialog";
import { NavigationList } from "./navigation";
import type { ScreenEntry } from "./screens";

export function NavigationSheet({ current, onClose }: { current: ScreenEntry | undefined; onClose: () => void }) {
  return (
    <Sheet open side="left" title="BetStream" onClose={onClose}>
      <NavigationList current={current} onGo={onClose} />
    </Sheet>
  );
}

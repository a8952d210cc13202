import { useSettings } from "@/lib/use-settings";
import { Screen as Frame } from "@/ui/screen";
import { NotificationSection, SoundSection } from "./attention-section";
import { KeysSection } from "./keys-section";
import { LimitsSection } from "./limits-section";
import { LookSection } from "./look-section";
import { OperatorSection } from "./operator-section";
import { SyncLine } from "./sync-line";
import { TransferSection } from "./transfer-section";
import { WorkSection } from "./work-section";

/** How an operator likes the console. Everything holds at once; there is nothing to save. */
export function Screen() {
  const { actor } = useSettings();
  return (
    <Frame title="Settings">
      <div className="max-w-5xl px-4 pt-3 pb-10">
        <SyncLine />
        <OperatorSection key={actor} />
        <LookSection />
        <WorkSection />
        <LimitsSection />
        <SoundSection />
        <NotificationSection />
        <KeysSection />
        <TransferSection />
      </div>
    </Frame>
  );
}

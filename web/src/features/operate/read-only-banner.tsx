import { lazy, Suspense, useState } from "react";
import type { BatchHead } from "@/contract/types";
import { useConnection } from "@/live/hooks";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";

const ReopenDialog = lazy(async () => ({ default: (await import("./reopen-dialog")).ReopenDialog }));

export interface ReadOnlyBannerProps {
  batch: BatchHead;
  /** `Submitted by MK 12:04:11` */
  words: string;
  onNext: () => void;
}

/** Over a closed batch: who closed it, and what can be done. Nothing moves by itself. */
export function ReadOnlyBanner({ batch, words, onNext }: ReadOnlyBannerProps) {
  const [reopening, setReopening] = useState(false);
  const { locks } = useConnection();
  return (
    <>
      <Banner
        tone="info"
        title={words}
        actions={
          <>
            <Button reason={locks.decide} onClick={() => setReopening(true)}>
              Reopen
            </Button>
            <Button binding="batch.next" onClick={onNext}>
              Next batch
            </Button>
          </>
        }
      >
        It takes no marks. You can read and copy it.
      </Banner>
      {reopening && (
        <Suspense>
          <ReopenDialog batch={batch} onClose={() => setReopening(false)} />
        </Suspense>
      )}
    </>
  );
}

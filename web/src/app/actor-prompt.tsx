import { useState } from "react";
import { actorMax, changeSettings, settings } from "@/lib/settings";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";

const formId = "actor-form";

/** Who is working here. Asked once, and again by a click on the name. */
export function ActorPrompt({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState(settings.get().actor);
  const [unkept, setUnkept] = useState(false);
  const trimmed = name.trim();
  const save = (): void => {
    if (trimmed === "") return;
    if (changeSettings({ actor: trimmed })) onClose();
    else setUnkept(true);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="narrow"
      title="Who is working here?"
      description="Your name is stored with everything that you do, so that others see who did it."
      actions={
        <>
          <Button onClick={onClose}>{unkept ? "Close" : "Later"}</Button>
          <Button kind="primary" submit form={formId} reason={trimmed === "" ? "Write your name first" : undefined}>
            Save
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextField
          label="Your name"
          name="name"
          autoComplete="nickname"
          maxLength={actorMax}
          value={name}
          onValue={setName}
          error={unkept ? "This browser keeps no settings. The name holds until the page is closed." : undefined}
        />
      </form>
    </Dialog>
  );
}

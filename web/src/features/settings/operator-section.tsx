import { useState } from "react";
import { actorMax, changeSettings } from "@/lib/settings";
import { useSettings } from "@/lib/use-settings";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { Section } from "./section";

export function OperatorSection() {
  const { actor } = useSettings();
  const [name, setName] = useState(actor);
  const trimmed = name.trim();
  const reason =
    trimmed === "" ? "Write your name first." : trimmed === actor ? "This is your name already." : undefined;
  return (
    <Section
      title="Operator"
      about="Your name is stored with everything that you do, and your settings are kept under it. It proves nothing: whoever can open this page can write any name."
    >
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason === undefined) changeSettings({ actor: trimmed });
        }}
      >
        <TextField
          label="Your name"
          className="w-full max-w-64"
          autoComplete="nickname"
          maxLength={actorMax}
          value={name}
          onValue={setName}
        />
        <Button submit size="large" reason={reason}>
          Save name
        </Button>
      </form>
    </Section>
  );
}

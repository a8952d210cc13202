import { changeSettings } from "@/lib/settings";
import { useSettings } from "@/lib/use-settings";
import { RadioGroup, Switch } from "@/ui/choice";
import { TextField } from "@/ui/field";
import { templateNames, templatePreview, templateProblem } from "./model";
import { Section } from "./section";

export function WorkSection() {
  const { advance, followQueue, pagedTable, copyTemplate } = useSettings();
  return (
    <Section title="Work">
      <RadioGroup
        legend="After a mark the focus goes to"
        value={advance}
        onValue={(next) => changeSettings({ advance: next })}
        options={[
          { value: "next-pending", label: "the next pending bet" },
          { value: "next-row", label: "the next row" },
          { value: "stay", label: "nowhere: it stays" },
        ]}
      />
      <Switch
        checked={followQueue}
        onChecked={(on) => changeSettings({ followQueue: on })}
        label="Follow the queue: when an account is done, the next batch of another account is offered"
      />
      <Switch
        checked={pagedTable}
        onChecked={(on) => changeSettings({ pagedTable: on })}
        label="Paged table in place of the grid, for screen readers that misread long lists"
      />
      <div>
        <TextField
          label="Copy template"
          className="max-w-md [&_input]:font-mono"
          value={copyTemplate}
          hint={`${templateNames.map((name) => `{${name}}`).join(" ")} and \\t for a tab.`}
          error={templateProblem(copyTemplate)}
          onValue={(next) => changeSettings({ copyTemplate: next })}
        />
        <p className="mt-2">
          <span className="text-dim">Copies for bet 32: </span>
          <output className="rounded border border-line bg-panel px-1.5 py-0.5 font-mono" data-copy-preview>
            {templatePreview(copyTemplate)}
          </output>
        </p>
      </div>
    </Section>
  );
}

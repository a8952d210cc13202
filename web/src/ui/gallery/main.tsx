// All parts on one page, to look at: `npm start`, then /gallery.html. It is no entry of the build and is not shipped.

import { type ReactNode, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { formatMoney, moneyFromWire } from "@/lib/money";
import { AccountTag } from "../account-tag";
import { Banner } from "../banner";
import { Button, IconButton } from "../button";
import { Chip, FilterChip } from "../chip";
import { Checkbox, RadioGroup, Switch } from "../choice";
import { Countdown } from "../countdown";
import { Dialog } from "../dialog";
import { EmptyState } from "../empty-state";
import { ErrorPanel } from "../error-panel";
import { NumberField, Select, TextField } from "../field";
import { Icon } from "../icon";
import { Kbd } from "../kbd";
import { Menu } from "../menu";
import { Badge, Pill } from "../pill";
import { Popover } from "../popover";
import { ProgressBar } from "../progress-bar";
import { Skeleton } from "../skeleton";
import { StatusGlyph } from "../status-glyph";
import { Table } from "../table";
import { TooltipLayer } from "../tooltip";
import "../tokens.css";

const now = Date.now();
const names = ["Bet365 Ana", "Pinnacle desk", "Betfair main", "TAB Sydney", "Sky", "Unibet", "Smarkets", "Ladbrokes"];

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-b border-line py-4">
      <h2 className="mb-2 text-xs font-semibold text-dim">{title}</h2>
      <div className="flex flex-wrap items-center gap-3">{children}</div>
    </section>
  );
}

function Facts() {
  return (
    <>
      <Group title="Statuses">
        <StatusGlyph glyph="ring" word="Pending" />
        <StatusGlyph glyph="half" word="Placing" />
        <StatusGlyph glyph="check" word="Successful" />
        <StatusGlyph glyph="cross" word="Failed" />
        <StatusGlyph glyph="question" word="Unknown" />
        <StatusGlyph glyph="saving" word="Saving" />
      </Group>
      <Group title="Accounts">
        {names.map((name, at) => (
          <AccountTag key={name} letters={name.slice(0, 2).toUpperCase()} hue={at + 1} name={name} />
        ))}
      </Group>
      <Group title="Facts">
        <Pill tone="good">Live 0.4 s</Pill>
        <Pill tone="warn">Reconnecting 7 s</Pill>
        <Pill tone="bad">Stale 12 s</Pill>
        <Pill tone="off">Offline</Pill>
        <Badge>Active</Badge>
        <Chip name="bet_type" value="TRIFECTA" />
        {[600_000, 200_000, 45_000, 20_000, -12_000].map((left) => (
          <Countdown key={left} target={now + left} />
        ))}
        <span className="w-64">
          <ProgressBar
            total={120}
            segments={[
              { value: 88, tone: "successful" },
              { value: 9, tone: "failed" },
            ]}
            label="88 successful, 9 failed, 23 pending"
            thick
          />
        </span>
      </Group>
    </>
  );
}

function Controls() {
  const [text, setText] = useState("");
  const [on, setOn] = useState(true);
  const [choice, setChoice] = useState<"keep" | "fail">("keep");
  const [open, setOpen] = useState(false);
  const items = [
    { id: "a", label: "Mark successful", run: () => undefined },
    { id: "b", label: "Reopen", reason: "The batch is open.", run: () => undefined },
    { id: "c", label: "Delete", tone: "danger" as const, separated: true, run: () => undefined },
  ];
  return (
    <>
      <Group title="Buttons">
        <Button>Plain</Button>
        <Button kind="primary" size="large">
          Submit batch <Kbd keys="Ctrl+Enter" onAccent />
        </Button>
        <Button kind="danger">Delete</Button>
        <Button kind="quiet">Quiet</Button>
        <Button size="row">
          OK <Kbd keys="S" />
        </Button>
        <Button kind="primary" reason="The data is stale.">
          Locked
        </Button>
        <IconButton label="Close">
          <Icon name="close" />
        </IconButton>
        <FilterChip pressed onPress={() => undefined} count={120}>
          All
        </FilterChip>
        <FilterChip pressed={false} onPress={() => undefined} count={23}>
          <StatusGlyph glyph="ring" word="Pending" />
        </FilterChip>
        <Menu trigger={<Button>Menu</Button>} items={items} />
        <Popover trigger={<Button>Popover</Button>} title="Mark 37 failed">
          370.00 EUR
        </Popover>
        <Button onClick={() => setOpen(true)}>Dialog</Button>
      </Group>
      <Group title="Fields">
        <TextField label="Find" value={text} onValue={setText} placeholder="Find account" suffix={<Kbd keys="/" />} />
        <NumberField label="Stake" value={text} onValue={setText} error={text === "" ? "It is missing." : undefined} />
        <Select
          label="Account"
          value={choice}
          onValue={setChoice}
          options={[
            { value: "keep", label: "Bet365 Ana" },
            { value: "fail", label: "Pinnacle" },
          ]}
        />
        <Checkbox checked={on} onChecked={setOn} label="Valid rows only" />
        <Checkbox checked={on} mixed onChecked={setOn} label="Some" />
        <Switch checked={on} onChecked={setOn} label="Sound" />
        <RadioGroup
          legend="23 bets are still pending"
          value={choice}
          onValue={setChoice}
          options={[
            { value: "keep", label: "Submit, leave them pending" },
            { value: "fail", label: "Mark them failed, then submit", reason: "Not now" },
          ]}
        />
      </Group>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Submit TRIFECTA R5"
        description="Bet365 Ana · #812"
        aside="numbers as of 0.3 s ago"
        actions={
          <>
            <Button size="large" onClick={() => setOpen(false)}>
              Cancel <Kbd keys="Escape" />
            </Button>
            <Button kind="primary" size="large">
              Submit to Bet365 Ana
            </Button>
          </>
        }
      >
        23 bets are still pending.
      </Dialog>
    </>
  );
}

function States() {
  const rows = names.map((name, at) => ({ id: at, name, stake: formatMoney(moneyFromWire(1240.5 * (at + 1))) }));
  return (
    <>
      <Group title="States">
        <div className="w-full">
          <Banner
            tone="warn"
            title="Reconnecting. What you see is from 12:03:11, 7 s ago."
            actions={<Button>Retry now</Button>}
          >
            Submit and bulk are locked.
          </Banner>
          <Banner tone="bad" title="Connection lost. What you see is from 12:03:11, 12 s ago." />
          <Banner tone="off" title="Offline." />
          <ErrorPanel
            what="The history could not be read."
            detail="The answer was 500."
            requestId="0199-77c1"
            onRetry={() => undefined}
          />
          <EmptyState title="No open batch for Ana" actions={<Button>Import</Button>}>
            2 in Pinnacle desk.
          </EmptyState>
          <Skeleton rows={3} />
        </div>
      </Group>
      <Group title="Table">
        <Table
          caption="Accounts"
          rows={rows}
          rowId={(row) => row.id}
          sort={{ key: "name", direction: "ascending" }}
          onSort={() => undefined}
          onOpen={() => undefined}
          current={2}
          columns={[
            { key: "name", title: "Name", cell: (row) => row.name, sortable: true },
            { key: "stake", title: "Stake, EUR", cell: (row) => row.stake, numeric: true, sortable: true },
          ]}
        />
      </Group>
    </>
  );
}

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <main className="mx-auto max-w-6xl px-6">
        <h1 className="pt-6 text-2xl font-semibold">The parts of the console</h1>
        <Facts />
        <Controls />
        <States />
        <TooltipLayer />
      </main>
    </StrictMode>,
  );
}

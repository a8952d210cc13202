// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { announcer } from "@/lib/announce";
import { keys } from "@/lib/keyboard";
import { Button } from "./button";
import { Checkbox, RadioGroup } from "./choice";
import { NumberField, Select } from "./field";
import { LiveRegion } from "./live-region";
import { ProgressBar } from "./progress-bar";
import { StatusGlyph } from "./status-glyph";
import { Table } from "./table";

afterEach(cleanup);

describe("a button with a reason", () => {
  it("stays where it is, says why, and does nothing", () => {
    const onClick = vi.fn();
    render(
      <Button reason="The data is stale." onClick={onClick}>
        Submit
      </Button>,
    );
    const button = screen.getByRole("button");

    fireEvent.click(button);

    expect(onClick).not.toHaveBeenCalled();
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(document.getElementById(button.getAttribute("aria-describedby") ?? "")?.textContent).toBe(
      "The data is stale.",
    );
  });

  it("does not submit its form", () => {
    const onSubmit = vi.fn((event: Event) => event.preventDefault());
    render(
      <form onSubmit={(event) => onSubmit(event.nativeEvent)}>
        <Button submit reason="Not yet.">
          Save
        </Button>
      </form>,
    );

    fireEvent.click(screen.getByRole("button"));

    expect(onSubmit).not.toHaveBeenCalled();
  });
});

describe("a button with a binding", () => {
  it("shows the key that the operator chose", () => {
    const leave = keys.register([
      { id: "test.mark", keys: ["S"], label: "Mark", group: "Test", scope: "grid", run: () => undefined },
    ]);
    render(<Button binding="test.mark">OK</Button>);
    expect(screen.getByRole("button").getAttribute("aria-keyshortcuts")).toBe("S");

    act(() => keys.configure({ enabled: true, map: { "test.mark": "W" } }));

    expect(screen.getByRole("button").textContent).toBe("OKW");
    act(() => {
      keys.configure({ enabled: true, map: {} });
      leave();
    });
  });
});

describe("fields", () => {
  it("tie their hint and error to themselves", () => {
    render(<NumberField label="Stake" hint="In EUR" error="It is missing." value="" onValue={() => undefined} />);
    const field = screen.getByLabelText("Stake");

    const said = (field.getAttribute("aria-describedby") ?? "").split(" ").map((id) => document.getElementById(id));

    expect(said.map((element) => element?.textContent)).toEqual(["In EUR", "It is missing."]);
    expect(field.getAttribute("aria-invalid")).toBe("true");
  });

  it("give back only what they offered", () => {
    const onValue = vi.fn();
    render(
      <Select
        label="Rows"
        value="a"
        onValue={onValue}
        options={[
          { value: "a", label: "A" },
          { value: "b", label: "B" },
        ]}
      />,
    );

    fireEvent.change(screen.getByLabelText("Rows"), { target: { value: "b" } });

    expect(onValue).toHaveBeenCalledWith("b");
  });
});

describe("choices", () => {
  it("that are locked can be focused but not changed", () => {
    const onChecked = vi.fn();
    const onValue = vi.fn();
    render(
      <>
        <Checkbox checked={false} onChecked={onChecked} label="All" reason="Offline." />
        <RadioGroup
          legend="Then"
          value="a"
          onValue={onValue}
          options={[
            { value: "a", label: "A" },
            { value: "b", label: "B", reason: "No." },
          ]}
        />
      </>,
    );

    fireEvent.click(screen.getByRole("checkbox"));
    fireEvent.click(screen.getByRole("radio", { name: /^B/ }));

    expect(onChecked).not.toHaveBeenCalled();
    expect(onValue).not.toHaveBeenCalled();
  });
});

describe("colour is never alone", () => {
  it("a status is a shape and a word, and a bar has its figures in words", () => {
    render(
      <>
        <StatusGlyph glyph="cross" word="Failed" />
        <ProgressBar total={10} segments={[{ value: 4, tone: "successful" }]} label="4 successful, 6 pending" />
      </>,
    );

    expect(screen.getByText("Failed").querySelector("svg")).not.toBeNull();
    expect(screen.getByRole("progressbar").getAttribute("aria-valuetext")).toBe("4 successful, 6 pending");
  });
});

describe("a table", () => {
  const columns = [
    { key: "name" as const, title: "Name", cell: (row: string) => row, sortable: true },
    { key: "size" as const, title: "Size", cell: (row: string) => row.length, numeric: true },
  ];

  it("is walked with the arrow keys and opened with Enter", () => {
    const onOpen = vi.fn();
    render(<Table caption="Names" columns={columns} rows={["Ana", "Bo"]} rowId={(row) => row} onOpen={onOpen} />);
    const [, first, second] = screen.getAllByRole("row");

    first?.focus();
    fireEvent.keyDown(first ?? document.body, { key: "ArrowDown" });
    expect(document.activeElement).toBe(second);
    fireEvent.keyDown(second ?? document.body, { key: "Enter" });

    expect(onOpen).toHaveBeenCalledWith("Bo");
  });

  it("says how it is sorted, and turns the order around", () => {
    const onSort = vi.fn();
    render(
      <Table
        caption="Names"
        columns={columns}
        rows={[]}
        rowId={(row) => row}
        sort={{ key: "name", direction: "ascending" }}
        onSort={onSort}
      />,
    );

    fireEvent.click(screen.getByRole("button", { name: "Name" }));

    expect(screen.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("ascending");
    expect(onSort).toHaveBeenCalledWith({ key: "name", direction: "descending" });
  });
});

describe("the live region", () => {
  it("says the same sentence again as news", () => {
    render(<LiveRegion />);

    act(() => announcer.urgent("Conflict."));
    const once = screen.getByRole("alert").textContent;
    act(() => announcer.urgent("Conflict."));

    expect(once).toBe("Conflict.");
    expect(screen.getByRole("alert").textContent).not.toBe(once);
  });
});

// The screens and states that have their picture taken. One row for each: a name, and how an operator gets there.
// `open` gets the operator, the scene of below, and the fault proxy; it returns when the picture may be taken.

/** Data that shows something: the sample data, and a batch at work, a closed one, an account without any. */
export async function makeScene(desk) {
  const account = await desk.account({ name: "Bet365-Ana", hostname: "bet365.example", currency: "EUR" });
  const soon = new Date(Date.now() + 102_000).toISOString();
  const atWork = await desk.batch(account, 120, {
    meta: { name: undefined, strategy: "kelly", start_time: soon },
    bet: (i) => (i % 20 === 1 ? { note: "lay off later" } : {}),
  });
  for (const [i, bet] of atWork.bets.entries()) {
    if (i < 70)
      await desk.mark(atWork, bet, i % 9 === 4 ? "failed" : "successful", { as: i % 3 === 0 ? "Mark" : "Ana" });
  }
  const closed = await desk.batch(account, 12, { meta: { name: "EXACTA R6" } });
  await desk.markAll(closed, closed.bets, "successful", { as: "Ana" });
  await desk.submit(closed, { as: "Ana" });
  const idle = await desk.account({ name: "Pinnacle-Kim", hostname: "pinnacle.example", currency: "EUR" });
  return { account, atWork, closed, idle, pending: atWork.bets.slice(70) };
}

async function screen(operator, name, path = `/${name}`) {
  await operator.goto(path);
  await operator.page.locator(`html[data-screen="${name}"]`).waitFor();
}

// Until the first rows of it are there.
async function records(operator, name, path, rows) {
  await screen(operator, name, path);
  await operator.page.locator(rows).first().waitFor();
  await operator.connection("live");
}

async function activityPaused(operator) {
  await records(operator, "activity", "/activity?type=marks", "main [data-seq]");
  await operator.press("p");
  await operator.page.getByRole("button", { name: "Resume" }).waitFor();
}

async function operate(operator, { atWork, pending }) {
  await operator.operate(atWork);
  if ((await operator.grid.count()) > 0) await operator.reach(pending[0]); // a phone has cards
}

async function select(operator, scene) {
  await operate(operator, scene);
  await operator.press("Space", "ArrowDown", "Space", "ArrowDown", "Space");
}

async function review(operator, scene) {
  await operate(operator, scene);
  await operator.press("Control+Enter");
  await operator.page.getByRole("dialog").waitFor();
}

async function inspect(operator, scene) {
  await operate(operator, scene);
  await operator.press("Enter");
  await operator.page.getByRole("complementary", { name: /bet/i }).waitFor();
}

async function connectionLost(operator, scene, proxy, state) {
  await operate(operator, scene);
  if (state === "offline") proxy.offline();
  else proxy.halfOpen({ alsoNew: true });
  await operator.connection(state, { timeout: 40_000 });
}

async function palette(operator, scene) {
  await operate(operator, scene);
  await operator.press("Control+k");
  await operator.page.getByRole("dialog").waitFor();
}

// Three rows that no vendor would take, and bets that account has already.
function sheet(bets) {
  const comma = (amount) => String(amount).replace(".", ",");
  const line = ({ id, selection, stake, cost }) => [id, selection, comma(stake), comma(cost), ""].join(";");
  const lines = ["id;sel;amt;fee;comment", ...bets.map(line)];
  lines[17] = "17;4/4/6;10;2,5;";
  lines[58] = "58;1/2/3;1O,00;2,5;lay off later";
  lines[99] = "31;7/8/9;10;2,5;";
  return lines.join("\r\n");
}

async function importMap(operator, scene, csv = sheet(scene.atWork.bets)) {
  await screen(operator, "import", `/import?account=${scene.account.id}`);
  await operator.choose("sheet.csv", csv);
  await operator.page.getByRole("heading", { name: /which column/i }).waitFor();
}

async function importCheck(operator, scene, csv) {
  await importMap(operator, scene, csv);
  await operator.press("Control+Enter");
  await operator.page.locator("[data-import-verdict]").waitFor();
}

async function importErrors(operator, scene) {
  await importCheck(operator, scene);
  await operator.press("n", "n");
}

async function importIdentical(operator, scene) {
  const lines = scene.atWork.bets.map((bet) => `${bet.id},${bet.selection},${bet.stake},${bet.cost}`);
  await importCheck(operator, scene, ["id,selection,stake,cost", ...lines].join("\n"));
  await operator.page.locator("[data-import-identical]").waitFor();
}

async function importCreated(operator, { idle }) {
  await importCheck(operator, { account: idle }, "sel,stake,cost\n1/2/3,10.00,2.50\n4/5/6,15.00,2.50\n");
  await operator.page.getByText("The server accepts them").waitFor();
  await operator.page.locator("[data-settling]").waitFor({ state: "detached" });
  await operator.press("Control+Enter");
  await operator.page.getByRole("link", { name: "Open the batch" }).waitFor();
}

async function statistics(operator) {
  await screen(operator, "statistics");
  await operator.page.locator("canvas").first().waitFor();
}

async function editAccount(operator, { account }) {
  await screen(operator, "accounts");
  await operator.page.getByRole("button", { name: account.name, exact: true }).click();
  await operator.page.getByRole("dialog").waitFor();
}

async function deleteAccount(operator, { account }) {
  await screen(operator, "accounts");
  await operator.page.getByRole("button", { name: `Delete ${account.name}` }).click();
  await operator.page.getByRole("dialog").waitFor();
}

export const scenes = [
  { name: "operate", open: operate },
  { name: "operate-selection", open: select, desktopOnly: true },
  { name: "operate-inspector", open: inspect, desktopOnly: true },
  { name: "submit-review", open: review },
  { name: "operate-stale", open: (...all) => connectionLost(...all, "stale") },
  { name: "operate-closed", open: (operator, { closed }) => operator.operate(closed) },
  { name: "operate-empty", open: (operator, { idle }) => screen(operator, "operate", `/a/${idle.id}`) },
  { name: "palette", open: palette, desktopOnly: true },
  { name: "history", open: (operator) => records(operator, "history", "/history", "tbody tr") },
  {
    name: "history-nothing",
    open: (operator) => records(operator, "history", "/history?q=nowhere&status=active", "text=No batch matches"),
  },
  { name: "import", open: (operator, { account }) => screen(operator, "import", `/import?account=${account.id}`) },
  { name: "import-map", open: (operator, scene) => importMap(operator, scene), desktopOnly: true },
  { name: "import-check", open: importErrors, desktopOnly: true },
  { name: "import-identical", open: importIdentical, desktopOnly: true },
  { name: "import-created", open: importCreated, desktopOnly: true },
  { name: "activity", open: (operator) => records(operator, "activity", "/activity", "main [data-seq]") },
  { name: "activity-paused", open: activityPaused },
  { name: "statistics", open: statistics },
  {
    name: "audit",
    open: (operator, { atWork }) => records(operator, "audit", `/audit?batch=${atWork.id}`, "main [data-seq]"),
  },
  {
    name: "audit-bet",
    open: (operator, { atWork }) => records(operator, "audit", `/audit?bet=${atWork.bets[4].pid}`, "main [data-seq]"),
  },
  { name: "reconcile", open: (operator) => records(operator, "reconcile", "/reconcile", "[data-verdict=open]") },
  { name: "accounts", open: (operator) => screen(operator, "accounts") },
  { name: "accounts-edit", open: editAccount },
  { name: "accounts-delete", open: deleteAccount },
  { name: "settings", open: (operator) => screen(operator, "settings") },
  { name: "not-found", open: (operator) => operator.goto("/no/such/page") },
];

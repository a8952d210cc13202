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

async function operate(operator, { atWork, pending }) {
  await operator.operate(atWork);
  await operator.reach(pending[0]);
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

export const scenes = [
  { name: "operate", open: operate },
  { name: "operate-selection", open: select, desktopOnly: true },
  { name: "operate-inspector", open: inspect, desktopOnly: true },
  { name: "submit-review", open: review },
  { name: "operate-stale", open: (...all) => connectionLost(...all, "stale") },
  { name: "operate-closed", open: (operator, { closed }) => operator.operate(closed) },
  { name: "operate-empty", open: (operator, { idle }) => screen(operator, "operate", `/a/${idle.id}`) },
  { name: "palette", open: palette, desktopOnly: true },
  { name: "history", open: (operator) => screen(operator, "history") },
  { name: "import", open: (operator, { account }) => screen(operator, "import", `/import?account=${account.id}`) },
  { name: "activity", open: (operator) => screen(operator, "activity") },
  { name: "statistics", open: (operator) => screen(operator, "statistics") },
  { name: "audit", open: (operator, { atWork }) => screen(operator, "audit", `/audit?batch=${atWork.id}`) },
  { name: "reconcile", open: (operator) => screen(operator, "reconcile") },
  { name: "accounts", open: (operator) => screen(operator, "accounts") },
  { name: "settings", open: (operator) => screen(operator, "settings") },
  { name: "not-found", open: (operator) => operator.goto("/no/such/page") },
];

// The figures of the console, each with its budget. A figure measures in a real browser on the real server.
import { setTimeout as pause } from "node:timers/promises";

import { until } from "../../web/e2e/harness/until.mjs";
import { median } from "../tools/rounds.mjs";
import { installObservers, readAllRows, scrollThrough, startOver } from "./observe.mjs";
import { readSizes } from "./sizes.mjs";

export function percentile(values, share) {
  if (values.length === 0) throw new Error("nothing was measured");
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** `atMost` is the budget; without one the figure is for information. */
const figure = (what, value, unit, atMost, note) => ({ what, value, unit, atMost, note });

const rows = 10_000;

async function atTheGrid(bench, batch) {
  const operator = await bench.stage.operator("Ana", { url: bench.stage.shortestUrl });
  await operator.context.addInitScript(installObservers);
  await operator.operate(batch);
  await operator.page.evaluate(startOver);
  return operator;
}

const measured = (operator) => operator.page.evaluate(() => globalThis.bench);

function smoothness(what, { longTasks, gaps }) {
  const late = gaps.filter((gap) => gap > 50).length;
  const fps = (gaps.length * 1000) / gaps.reduce((sum, gap) => sum + gap, 0);
  const worst = longTasks.reduce((most, { duration }) => Math.max(most, duration), 0);
  return [
    figure(`${what}: long tasks`, longTasks.length, "", 0, `the longest ${worst.toFixed(0)} ms`),
    figure(`${what}: frames per second`, fps, "1/s", undefined, `${late} of ${gaps.length} frames took more than 50 ms`),
  ];
}

async function heapOf(operator) {
  const session = await operator.context.newCDPSession(operator.page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1e6;
}

/** Every row of the screen says what the server says. */
async function assertEqualToSnapshot(bench, operator, batch) {
  await operator.caughtUp(await bench.stage.desk.head(), { timeout: 60_000 });
  const shown = await operator.page.evaluate(readAllRows);
  const { bets } = await bench.stage.desk.read(batch);
  const wrong = bets.filter(({ pid, status }) => shown[pid] !== status);
  if (wrong.length === 0) return bets.length;
  const { pid, status } = wrong[0];
  throw new Error(`${wrong.length} rows are not what the server says; bet ${pid} is ${status}, shown ${shown[pid]}`);
}

export async function size(bench) {
  const sizes = readSizes(bench.dist);
  return [
    figure("JavaScript of the shell and Operate, gz", sizes.initial, "kB", 170, "the target is 140"),
    figure("the shared worker, gz", sizes.worker, "kB"),
    figure("styles, gz", sizes.styles, "kB", 15),
    figure("charts, gz", sizes.charts, "kB", 40),
    figure("import, gz", sizes.import, "kB", 25),
    figure("all JavaScript, gz", sizes.total, "kB", 260),
  ];
}

export async function load(bench) {
  const { stage, batch } = bench;
  const cold = [];
  const warm = [];
  for (let round = 0; round < bench.rounds; ++round) {
    const operator = await stage.operator("Ana", { url: stage.shortestUrl });
    await operator.context.addInitScript(installObservers);
    for (const times of [cold, warm]) {
      await operator.goto(`/a/${batch.account_id}/b/${batch.id}`);
      times.push(await until(async () => (await measured(operator)).readyAt, "the grid"));
    }
    await operator.close();
  }
  const each = (times) => `rounds ${times.map((time) => time.toFixed(0)).join(", ")}`;
  return [
    figure(`cold load to the grid of ${rows} bets`, median(cold), "ms", 1000, each(cold)),
    figure("the same, warm", median(warm), "ms", 400, each(warm)),
  ];
}

// Marks the rows from the one with the focus on; the next key only when the last was drawn, as a quick hand does.
async function pressKeys(operator, count) {
  for (let turn = 0; turn < count; ++turn) {
    await operator.press(turn % 2 === 0 ? "s" : "f");
    const drawn = async () => (await measured(operator)).keys.at(turn)?.painted !== undefined;
    await until(drawn, `key ${turn + 1} to be drawn`);
  }
  const { keys } = await measured(operator);
  return keys.map(({ painted }) => painted);
}

export async function keys(bench) {
  const { desk } = bench.stage;
  const batch = await desk.batch(await desk.account(), 400);
  const operator = await atTheGrid(bench, batch);
  await operator.focusRow(batch.bets[0]);
  const times = await pressKeys(operator, 200);
  const { keys: all } = await measured(operator);
  const frames = all.filter((key) => key.frames === 1).length;
  await operator.close();
  return [
    figure("key S or F to drawn, p50", percentile(times, 0.5), "ms", undefined, `${frames} of ${times.length} in the next frame`),
    figure("key S or F to drawn, p99", percentile(times, 0.99), "ms", 50),
  ];
}

export async function scroll(bench) {
  const operator = await atTheGrid(bench, bench.batch);
  await operator.page.evaluate(scrollThrough, 0.4);
  const result = await measured(operator);
  await operator.close();
  const what = `scrolling ${rows} rows`;
  return [...smoothness(what, result), figure(`${what}: rows mounted at most`, result.mountedMost, "", 60)];
}

// How long after its commit a change of somebody else is drawn, for those that happened on a row of the screen.
function delaysOf(marks, events) {
  const commits = events.map(({ at, bet }) => ({ pid: bet.pid, status: bet.status, at: Date.parse(at) }));
  const delays = [];
  for (const { pid, status, at } of marks) {
    const commit = commits.findLast((one) => one.pid === pid && one.status === status && one.at <= at);
    if (commit !== undefined) delays.push(at - commit.at);
  }
  return delays;
}

export async function stream(bench) {
  const { desk } = bench.stage;
  const operator = await atTheGrid(bench, bench.batch);
  const since = await desk.head();
  await desk.bot({ batches: [bench.batch], rate: 500, seconds: 5 }); // what is compiled and cached later, is now
  await operator.caughtUp(await desk.head());
  const heapBefore = await heapOf(operator);
  await operator.page.evaluate(startOver);
  const bot = await desk.bot({ batches: [bench.batch], rate: 500, seconds: bench.seconds });
  await operator.caughtUp(await desk.head(), { timeout: 60_000 });
  const result = await measured(operator);
  const heapAfter = await heapOf(operator);
  const delays = delaysOf(result.marks, await desk.events({ batch: bench.batch, types: "bet_status_updated", since }));
  const equal = await assertEqualToSnapshot(bench, operator, bench.batch);
  await operator.close();
  const what = `${bot.rate.toFixed(0)} events/s for ${bot.seconds.toFixed(0)} s`;
  return [
    ...smoothness(what, result),
    figure(`${what}: commit to drawn, p99`, percentile(delays, 0.99), "ms", 150, `${delays.length} changes of rows on the screen`),
    figure(`${what}: growth of the heap`, heapAfter - heapBefore, "MB", 10, `all ${equal} rows are then what the server says`),
  ];
}

export async function busyKeys(bench) {
  const { desk } = bench.stage;
  const operator = await atTheGrid(bench, bench.batch);
  const next = (await operator.rows()).find(({ status }) => status === "pending");
  await operator.focusRow(next ?? bench.batch.bets[0]);
  const bot = desk.bot({ batches: [bench.others], rate: 500, seconds: 15 });
  const times = await pressKeys(operator, 60);
  await bot;
  await operator.close();
  return [figure("key S or F to drawn under 500 events/s, p98", percentile(times, 0.98), "ms", 100)];
}

// Nothing reaches the page while 10,000 changes happen; then all of them at once.
export async function burst(bench) {
  const { stage } = bench;
  const operator = await stage.operator("Ana");
  await operator.context.addInitScript(installObservers);
  await operator.operate(bench.batch);
  stage.expectFailures();
  stage.proxy.offline();
  await stage.desk.bot({ batches: [bench.batch], rate: 5000, seconds: rows / 5000 });
  const head = await stage.desk.head();
  await operator.page.evaluate(startOver);
  stage.proxy.heal();
  await operator.caughtUp(head, { timeout: 60_000 });
  await pause(500); // a long task is reported after it
  const { seqs, longTasks } = await measured(operator);
  await assertEqualToSnapshot(bench, operator, bench.batch);
  await operator.close();
  const took = seqs.find(({ seq }) => seq >= head).at - seqs[0].at;
  const worst = longTasks.reduce((most, { duration }) => Math.max(most, duration), 0);
  return [
    figure("10,000 events at once: first to last drawn", took, "ms", 500, `in ${seqs.length} steps`),
    figure("10,000 events at once: long tasks", longTasks.length, "", 0, `the longest ${worst.toFixed(0)} ms`),
  ];
}

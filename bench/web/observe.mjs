// What runs inside the page and measures there; handed to the browser as text, so nothing here may use the outside.

/** Installed before the console's own scripts. Figures are in milliseconds. */
export function installObservers() {
  const figures = { longTasks: [], keys: [], gaps: [], readyAt: undefined, seqs: [], marks: [], mountedMost: 0 };
  globalThis.bench = figures;

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) figures.longTasks.push({ at: startTime, duration });
  }).observe({ type: "longtask", buffered: true });

  // In a callback of an animation frame: runs after that frame was drawn.
  const afterThisFrame = (run) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = run;
    port2.postMessage(0);
  };
  const afterNextFrame = (run) => requestAnimationFrame(() => afterThisFrame(run));

  // From the key to the frame in which the row with the focus shows the status that was asked for.
  const wanted = { s: "successful", f: "failed", p: "pending" };
  addEventListener(
    "keydown",
    ({ key, timeStamp }) => {
      const row = document.activeElement?.closest("[data-pid]");
      if (!row || wanted[key] === undefined) return;
      const { pid } = row.dataset;
      const entry = { at: timeStamp, frames: 0, painted: undefined };
      figures.keys.push(entry);
      const look = () => {
        entry.frames += 1;
        const now = document.querySelector(`[data-pid="${pid}"]`);
        if (now?.dataset.status === wanted[key]) afterThisFrame(() => (entry.painted = performance.now() - timeStamp));
        else if (entry.frames < 600) requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    { capture: true },
  );

  let last;
  let lastSeq;
  const eachFrame = (now) => {
    if (last !== undefined) figures.gaps.push(now - last);
    last = now;
    const grid = document.querySelector('[role="grid"][aria-busy="false"] [data-pid]');
    if (grid !== null && figures.readyAt === undefined) afterThisFrame(() => (figures.readyAt ??= performance.now()));
    const seq = document.documentElement.dataset.seq;
    if (seq !== lastSeq) figures.seqs.push({ at: now, seq: Number(seq) });
    lastSeq = seq;
    figures.mountedMost = Math.max(figures.mountedMost, document.querySelectorAll("[data-pid]").length);
    requestAnimationFrame(eachFrame);
  };
  requestAnimationFrame(eachFrame);

  // When mounted rows of other people's bets show their change, on the clock that the server's events have.
  const seen = new MutationObserver((changes) => {
    const rows = changes.map(({ target }) => ({ pid: Number(target.dataset.pid), status: target.dataset.status }));
    afterNextFrame(() => figures.marks.push(...rows.map((row) => ({ ...row, at: Date.now() }))));
  });
  const root = document;
  seen.observe(root, { subtree: true, attributes: true, attributeFilter: ["data-status"] });
}

/** Forgets what was measured so far. */
export function startOver() {
  Object.assign(globalThis.bench, { longTasks: [], keys: [], gaps: [], seqs: [], marks: [], mountedMost: 0 });
}

/** Scrolls to the end, `share` of a screen per frame, and resolves there. */
export function scrollThrough(share) {
  const scroller = document.querySelector("[data-scroller]");
  scroller.scrollTop = 0;
  return new Promise((resolve) => {
    const step = () => {
      const before = scroller.scrollTop;
      scroller.scrollTop += scroller.clientHeight * share;
      if (scroller.scrollTop === before) resolve();
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

/** What all rows show, by pid, scrolling from the first to the last. */
export function readAllRows() {
  const scroller = document.querySelector("[data-scroller]");
  const shown = {};
  scroller.scrollTop = 0;
  return new Promise((resolve) => {
    const step = () => {
      for (const { dataset } of document.querySelectorAll("[data-pid]")) shown[dataset.pid] = dataset.status;
      const before = scroller.scrollTop;
      scroller.scrollTop += scroller.clientHeight * 0.8;
      // Two frames: the rows of this place are mounted in the first.
      if (scroller.scrollTop === before) resolve(shown);
      else requestAnimationFrame(() => requestAnimationFrame(step));
    };
    requestAnimationFrame(() => requestAnimationFrame(step));
  });
}

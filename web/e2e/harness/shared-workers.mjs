// Shared workers belong to no page, so playwright does not show them: asked of the browser itself.

/** Calls `complain(text)` for every error that a shared worker throws or logs; `stop()` ends that. */
export async function watchSharedWorkers(browser, complain) {
  const session = await browser.newBrowserCDPSession();
  const workers = new Map();
  let lastId = 0;
  const send = (sessionId, method) =>
    session.send("Target.sendMessageToTarget", { sessionId, message: JSON.stringify({ id: ++lastId, method }) });

  const begin = async (sessionId) => {
    for (const method of ["Inspector.enable", "Runtime.enable", "Runtime.runIfWaitingForDebugger"])
      await send(sessionId, method);
  };

  session.on("Target.targetCreated", async ({ targetInfo }) => {
    if (targetInfo.type !== "shared_worker") return;
    try {
      const { sessionId } = await session.send("Target.attachToTarget", {
        targetId: targetInfo.targetId,
        flatten: false,
      });
      workers.set(targetInfo.targetId, targetInfo.url);
      await begin(sessionId);
    } catch {
      // It ended before we could look at it.
    }
  });
  session.on("Target.targetDestroyed", ({ targetId }) => workers.delete(targetId));
  session.on("Target.receivedMessageFromTarget", ({ sessionId, message }) => {
    const said = JSON.parse(message);
    // Of the page that is loaded again the worker starts anew, and waits for who looked at the one before.
    if (said.method === "Inspector.targetReloadedAfterCrash") begin(sessionId).catch(() => {});
    const text = errorIn(said);
    if (text !== undefined) complain(text);
  });
  await session.send("Target.setDiscoverTargets", { discover: true, filter: [{ type: "shared_worker" }] });
  return { urls: () => [...workers.values()], stop: () => session.detach() };
}

function errorIn({ method, params }) {
  if (method === "Runtime.exceptionThrown") {
    const { exception, text } = params.exceptionDetails;
    return exception?.description ?? text;
  }
  if (method !== "Runtime.consoleAPICalled" || !["error", "warning"].includes(params.type)) return undefined;
  return params.args.map(({ value, description }) => description ?? String(value)).join(" ");
}

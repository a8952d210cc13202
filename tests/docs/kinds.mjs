// What a fence may say, and who takes it at its word. CONTRIBUTING.md says the same in short.
//
// The words after `sh` tell what a block needs that a test on any machine cannot give: they are the names of the tests that
// execute it instead. Whatever it needs, tests/docs/law.test.mjs looks at each of its commands.
export const kinds = new Map([
  ["sh", "executed as it stands, in the order of its page: tests/docs"],
  ["sh debian12", "the same, on Debian 12 alone"],
  ["sh packages", "executed on a fresh Debian: tests/packages (./dev test packages)"],
  ["sh containers", "executed on a container engine: tests/containers (./dev test containers)"],
  ["sh systemd", "needs a machine that systemd has started: looked at only"],
  ["sh example", "in docs/reference, what `--help` shows to adapt: looked at only"],
  ["sh dev", "needs a checkout and minutes: looked at; .ci/run and ./dev are what executes it"],
  ["sh server", "starts the server of a tutorial: tests/docs/tutorial.test.mjs"],
  ["sh bot", "a program of a tutorial in a terminal of its own: the same"],
  ["text bot", "what that program says next: the same"],
  ["text", "what the commands before it print: compared with that"],
  ["text sketch", "for people only"],
  ["json", "the answer to the commands before it, or any JSON: compared or parsed"],
  ["toml", "a configuration that `betstream config show` accepts"],
  ["ini", "a part of a unit: its sections and settings are those of deploy/debian"],
  ["crontab", "lines whose commands are executed"],
  ["nginx", "a part of the configuration of nginx, which is then checked by `nginx -t`"],
  ["js", "a program, or a part of one: executed"],
  ["python", "a program, or a part of one: executed"],
]);

// Who executes a page. The first row that fits counts. `by` is a test file, which names the page; all others are run by
// tests/docs/run.test.mjs before a server with the sample data, or with `data: "none"`.
export const rows = [
  { page: /^clients\/(typescript|python)\/README\.md$/, by: "tests/docs/clients.test.mjs" },
  { page: /^docs\/tutorial\//, by: "tests/docs/tutorial.test.mjs" },
  { page: /^docs\/how-to\/nginx\.md$/, by: "tests/docs/nginx.test.mjs" },
  { page: /^docs\/how-to\/monitoring\.md$/, by: "tests/docs/monitoring.test.mjs" },
  { page: /^docs\/how-to\/postgres\.md$/, by: "tests/docs/postgres.test.mjs" },
  { page: /^docs\/how-to\/upgrade\.md$/, by: "tests/docs/upgrade.test.mjs" },
  { page: /^web\/e2e\/README\.md$/, by: "web/e2e/readme.test.mjs" },
  { page: /./, data: "sample" },
];

export const row_of = (page) => rows.find((row) => row.page.test(page));

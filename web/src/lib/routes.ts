// Where the screens are. Features link to each other through these, since they must not import each other.

export const routes = {
  home: () => "/",
  account: (account: number) => `/a/${account}`,
  batch: (account: number, batch: number) => `/a/${account}/b/${batch}`,
  bet: (account: number, batch: number, pid: number) => `/a/${account}/b/${batch}?bet=${pid}`,
  history: (search = "") => `/history${search}`,
  import: (account?: number) => (account === undefined ? "/import" : `/import?account=${account}`),
  activity: (search = "") => `/activity${search}`,
  statistics: (search = "") => `/statistics${search}`,
  audit: (search = "") => `/audit${search}`,
  reconcile: () => "/reconcile",
  accounts: () => "/accounts",
  settings: () => "/settings",
  /** The documentation: no screen, the server has it. */
  docs: () => "/docs",
} as const;

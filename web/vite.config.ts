import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Where the BetStream server listens that the pages of `npm start` talk to.
const server = process.env["BETSTREAM_URL"] ?? "http://localhost:3001";
const serverPaths = ["/api", "/sse", "/health", "/livez", "/readyz", "/metrics", "/docs", "/swagger-ui", "/problems"];

// A server without logins answers only pages of its own origin. The pages of the development server are ours, but it
// cannot know that: so the proxy, which only listens on this machine, speaks for itself.
const asSameOrigin = {
  target: server,
  changeOrigin: true,
  headers: { origin: server, "sec-fetch-site": "same-origin" },
};

// What the console shares with bots comes as source, so that the build needs no package of ours to be built before it.
const client = "../clients/typescript/src";
const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": folder("./src"), "betstream-client": folder(client) } },
  server: {
    port: 3000,
    strictPort: true,
    fs: { allow: [".", client] },
    proxy: Object.fromEntries(serverPaths.map((path) => [path, asSameOrigin])),
  },
  build: {
    target: "es2023",
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  worker: { format: "es" },
  test: { include: ["src/**/*.test.{ts,tsx}"], environment: "node" },
});

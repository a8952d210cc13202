// Serves a built console from its folder under the policy of the server: for quick work without the embedded one.
import { createReadStream, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";

const types = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

// At least as strict as what the server sends with the embedded console.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const ofServer = /^\/(api|api-docs|sse|health|livez|readyz|metrics|docs|swagger-ui|problems)(\/|$)/;

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

export function pagesFrom(folder) {
  const fileFor = (request) => {
    const path = normalize(decodeURIComponent(request.url.split("?")[0]));
    if (request.method !== "GET" || ofServer.test(path)) return undefined;
    if (isFile(join(folder, path))) return join(folder, path);
    const navigation = request.headers.accept?.includes("text/html");
    return navigation ? join(folder, "index.html") : undefined;
  };
  return (request, response) => {
    const file = fileFor(request);
    if (file === undefined) return false;
    const headers = { "Content-Type": types[extname(file)] ?? "application/octet-stream", "Cache-Control": "no-cache" };
    response.writeHead(200, {
      ...headers,
      "Content-Security-Policy": policy,
      "Cross-Origin-Opener-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
    });
    createReadStream(file).pipe(response);
    return true;
  };
}

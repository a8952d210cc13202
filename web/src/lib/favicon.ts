// The tab's icon: account colour, its letters, and a dot that says how the connection is.

export type FaviconDot = "none" | "good" | "warn" | "bad" | "off";

export interface Favicon {
  letters: string;
  /** The account's, 1..8. */
  hue: number | undefined;
  dot: FaviconDot;
}

/** The light theme's tags, which can stand under white letters in any browser's row of tabs; a test compares them. */
export const faviconGrounds = [
  "#721e4f",
  "#ad6514",
  "#4a3308",
  "#455611",
  "#396e5a",
  "#117cb9",
  "#2d1e8f",
  "#7c418e",
] as const;
const noAccount = "#1f5fbf";
const dots = { none: undefined, good: "#91f1f3", warn: "#fbd007", bad: "#ee731f", off: "#9199a0" } as const;

export function faviconSvg({ letters, hue, dot }: Favicon): string {
  const ground = faviconGrounds[(hue ?? 0) - 1] ?? noAccount;
  const color = dots[dot];
  const status =
    color === undefined ? "" : `<circle cx="25.5" cy="6.5" r="6" fill="${color}" stroke="#0f1419" stroke-width="1.5"/>`;
  const text = `<text x="16" y="23" font-family="system-ui,sans-serif" font-size="17" font-weight="700" fill="#fff" text-anchor="middle">${escapeXml(letters)}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${ground}"/>${text}${status}</svg>`;
}

export function setFavicon(favicon: Favicon): void {
  const href = `data:image/svg+xml,${encodeURIComponent(faviconSvg(favicon))}`;
  let link = document.head.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (link === null) {
    link = document.createElement("link");
    link.rel = "icon";
    document.head.append(link);
  }
  if (link.getAttribute("href") !== href) link.href = href;
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}

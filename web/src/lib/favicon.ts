// The tab's icon: account colour, its letters, and a dot that says how the connection is.

export interface Favicon {
  letters: string;
  /** Any CSS colour that can stand under white letters. */
  color: string;
  /** Undefined for no dot. */
  dot?: string | undefined;
}

export function faviconSvg({ letters, color, dot }: Favicon): string {
  const status =
    dot === undefined ? "" : `<circle cx="26" cy="6" r="6" fill="${escapeXml(dot)}" stroke="#fff" stroke-width="1.5"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="${escapeXml(
    color,
  )}"/><text x="16" y="22.5" font-family="system-ui,sans-serif" font-size="17" font-weight="700" fill="#fff" text-anchor="middle">${escapeXml(
    letters,
  )}</text>${status}</svg>`;
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

// How a series looks: a colour of the tokens, and always a pattern or a dash beside it, so that colour is never alone.

export type Look = {
  readonly colour: "successful" | "failed" | "pending" | "accent" | "dim" | "line" | "unknown";
  readonly pattern: "solid" | "hatched" | "dotted";
  /** Lengths in px of line and gap. */
  readonly dash: readonly number[];
};

export const looks = {
  successful: { colour: "successful", pattern: "solid", dash: [] },
  failed: { colour: "failed", pattern: "hatched", dash: [] },
  pending: { colour: "pending", pattern: "dotted", dash: [] },
  bets: { colour: "accent", pattern: "solid", dash: [] },
  p50: { colour: "accent", pattern: "solid", dash: [] },
  p95: { colour: "unknown", pattern: "solid", dash: [7, 4] },
  p99: { colour: "failed", pattern: "solid", dash: [2, 3] },
} as const satisfies Readonly<Record<string, Look>>;

/** The tokens are `light-dark(...)`: only an element knows which of the two is meant. */
export function colourOf(element: HTMLElement, colour: Look["colour"]): string {
  const probe = document.createElement("span");
  probe.style.color = `var(--color-${colour})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

const tile = 6;

/** What an area is filled with, drawn once. */
export function fillOf(colour: string, { pattern }: Look): CanvasPattern | string {
  const canvas = document.createElement("canvas");
  canvas.width = tile;
  canvas.height = tile;
  const draw = canvas.getContext("2d");
  if (draw === null) return colour;
  draw.fillStyle = colour;
  draw.strokeStyle = colour;
  draw.globalAlpha = pattern === "solid" ? 0.55 : 0.8;
  if (pattern === "solid") draw.fillRect(0, 0, tile, tile);
  else if (pattern === "dotted") draw.fillRect(2, 2, 2, 2);
  else {
    draw.lineWidth = 1.4;
    for (const shift of [-tile, 0, tile]) {
      draw.beginPath();
      draw.moveTo(shift, tile);
      draw.lineTo(shift + tile, 0);
      draw.stroke();
    }
  }
  return draw.createPattern(canvas, "repeat") ?? colour;
}

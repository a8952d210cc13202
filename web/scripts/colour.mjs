// Colour maths for the palette: sRGB, OKLab, WCAG contrast, and colour-vision deficiency after Machado, Oliveira and
// Fernandes (2009), severity 1.0, applied in linear RGB.

/** The three dichromacies and normal vision, as matrices on linear RGB. */
export const visions = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

/** `#rrggbb` to linear RGB in 0..1. */
export function linearOf(hex) {
  return [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
}

export function hexOf(linear) {
  const channels = linear.map((channel) => {
    const encoded = channel <= 0.0031308 ? channel * 12.92 : 1.055 * channel ** (1 / 2.4) - 0.055;
    return Math.round(Math.min(1, Math.max(0, encoded)) * 255);
  });
  return `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
}

/** `part` of `over` on `under`, as a browser blends them. */
export function blend(over, under, part) {
  const channel = (hex, at) => Number.parseInt(hex.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(channel(over, at) * part + channel(under, at) * (1 - part)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** WCAG 2 contrast ratio, 1..21. */
export function contrast(a, b) {
  const luminance = (hex) => {
    const [red, green, blue] = linearOf(hex);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function oklabOf([red, green, blue]) {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** OKLCH to linear RGB; undefined outside of the sRGB gamut. */
export function linearOfOklch(lightness, chroma, hue) {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return linear.every((channel) => channel >= -1e-6 && channel <= 1 + 1e-6) ? linear : undefined;
}

function seenAs(linear, vision) {
  const matrix = visions[vision];
  return [0, 3, 6].map((row) => {
    const channel = matrix[row] * linear[0] + matrix[row + 1] * linear[1] + matrix[row + 2] * linear[2];
    return Math.min(1, Math.max(0, channel));
  });
}

/** OKLab coordinates of a colour in each vision, for `distance`. */
export function sightings(hex) {
  return Object.keys(visions).map((vision) => oklabOf(seenAs(linearOf(hex), vision)));
}

/** dE_OK x 100 of two colours in each vision. */
export function distances(a, b) {
  const [of, other] = [sightings(a), sightings(b)];
  return of.map((lab, at) => 100 * Math.hypot(...lab.map((axis, each) => axis - other[at][each])));
}

/** The smallest distance of any two colours in any vision. */
export function leastDistance(colours) {
  let least = Number.POSITIVE_INFINITY;
  for (const [at, colour] of colours.entries()) {
    for (const other of colours.slice(at + 1)) least = Math.min(least, ...distances(colour, other));
  }
  return least;
}

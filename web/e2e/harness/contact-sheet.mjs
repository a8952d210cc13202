// One picture of many: an HTML page of them, drawn by the browser itself.
import { readFileSync } from "node:fs";

const widths = { desktop: 480, phone: 150 };

const style = `
  body { margin: 24px; background: #30363d; color: #e8edf2; font: 14px system-ui, sans-serif; width: max-content }
  h2 { margin: 24px 0 8px; font-size: 16px }
  .row { display: flex; gap: 16px; align-items: flex-start }
  figure { margin: 0 } figcaption { margin-top: 4px; color: #b9c3cd; font-size: 12px }
  img { display: block; border: 1px solid #58616b } p { color: #ffb37a; white-space: pre-wrap; max-width: 900px }`;

const asText = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

function figure({ file, caption, device }) {
  const image = readFileSync(file).toString("base64");
  const alt = asText(caption);
  return `<figure><img width="${widths[device]}" alt="${alt}" src="data:image/png;base64,${image}"><figcaption>${alt}</figcaption></figure>`;
}

function section({ name, pictures, failures }) {
  const wrong = failures.map((text) => `<p>${asText(text)}</p>`).join("");
  return `<section><h2>${asText(name)}</h2>${wrong}<div class="row">${pictures.map(figure).join("")}</div></section>`;
}

/** `sections` are {name, pictures: [{file, caption, device}], failures: [text]}. */
export async function drawContactSheet(browser, { title, sections, file }) {
  const context = await browser.newContext({ viewport: { width: 1500, height: 900 } });
  const page = await context.newPage();
  await page.setContent(
    `<!doctype html><style>${style}</style><h1>${asText(title)}</h1>${sections.map(section).join("")}`,
  );
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())));
  await page.screenshot({ path: file, fullPage: true });
  await context.close();
}

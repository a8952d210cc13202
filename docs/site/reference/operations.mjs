// The routes of the contract, with what the pages say about each.

const methods = ["get", "post", "put", "patch", "delete"];

const resolve = (spec, node) => (node?.$ref ? node.$ref.slice(2).split("/").reduce((at, key) => at[key.replaceAll("~1", "/")], spec) : node);

/** As GitHub makes it of the heading. */
const anchor_of = (title) => title.toLowerCase().replace(/[^\w\s-]/g, "").replace(/\s/g, "-");

/** The codes that the words of an error name, where they belong to its status. */
function codes_in(spec, status, { description = "" }) {
  const known = new Set(spec.components.schemas.ErrorCode.enum);
  if (Number(status) < 400) return [];
  return [...description.matchAll(/`(\w+)`/g)].map(([, word]) => word).filter((word) => known.has(word));
}

export function operations(spec) {
  return Object.entries(spec.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method])
      .map((method) => {
        const operation = item[method];
        const title = `${method.toUpperCase()} ${path}`;
        const responses = Object.entries(operation.responses)
          .filter(([status]) => status !== "default")
          .map(([status, node]) => ({ status, ...resolve(spec, node) }));
        return {
          title,
          anchor: anchor_of(title),
          tag: operation.tags[0],
          summary: operation.summary,
          description: operation.description,
          is_ephemeral: operation["x-ephemeral"] === true,
          parameters: [...(item.parameters ?? []), ...(operation.parameters ?? [])].map((node) => resolve(spec, node)),
          body: resolve(spec, operation.requestBody),
          responses,
          errors: new Set(responses.flatMap((response) => codes_in(spec, response.status, response))),
        };
      }),
  );
}

// The URL is the view. A screen defines its parameters once; reading a URL gives every one of them a value of the right
// type (a stale or mistyped link never breaks a screen), and writing leaves out what is the default.

export interface ParamCodec<T> {
  /** Undefined when the text is not one of ours; the default is taken then. */
  parse(text: string): T | undefined;
  format(value: T): string;
  default: T;
}

export function oneOf<const T extends string>(values: readonly T[], byDefault: NoInfer<T>): ParamCodec<T> {
  return { parse: (text) => values.find((value) => value === text), format: (value) => value, default: byDefault };
}

export function someOf<const T extends string>(values: readonly T[]): ParamCodec<readonly T[]> {
  return {
    parse: (text) => {
      const asked = text.split(",");
      return values.filter((value) => asked.includes(value));
    },
    format: (chosen) => values.filter((value) => chosen.includes(value)).join(","),
    default: [],
  };
}

export const text: ParamCodec<string> = { parse: (value) => value, format: (value) => value, default: "" };

/** A positive integer such as an id, or undefined. */
export const optionalId: ParamCodec<number | undefined> = {
  parse: parseId,
  format: (value) => (value === undefined ? "" : String(value)),
  default: undefined,
};

export const flag: ParamCodec<boolean> = {
  parse: (value) => (value === "1" ? true : value === "0" ? false : undefined),
  format: (value) => (value ? "1" : "0"),
  default: false,
};

/** `2026-03-01`, or "" */
export const day: ParamCodec<string> = {
  parse: (value) => (/^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined),
  format: (value) => value,
  default: "",
};

/** `2026-03-01T12:03`, or "" */
export const minute: ParamCodec<string> = {
  parse: (value) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined),
  format: (value) => value,
  default: "",
};

export function parseId(value: string): number | undefined {
  if (!/^[1-9]\d{0,15}$/.test(value)) return undefined;
  const id = Number(value);
  return Number.isSafeInteger(id) ? id : undefined;
}

export interface ViewCodec<View> {
  defaults: View;
  parse(search: string): View;
  /** `""`, or `?status=pending&q=a` in the order of the definition; parameters of others are dropped. */
  format(view: View): string;
}

type Shape = Readonly<Record<string, ParamCodec<unknown>>>;

export type ViewOf<S extends Shape> = { readonly [Key in keyof S]: S[Key] extends ParamCodec<infer T> ? T : never };

export function defineView<const S extends Shape>(shape: S): ViewCodec<ViewOf<S>> {
  const params = Object.entries(shape);
  const isWhole = (view: object): view is ViewOf<S> => params.every(([name]) => name in view);
  const parse = (search: string): ViewOf<S> => {
    const found = new URLSearchParams(search);
    const view = Object.fromEntries(params.map(([name, codec]) => [name, readParam(codec, found.get(name))]));
    if (!isWhole(view)) throw new Error("a view codec lost a parameter");
    return view;
  };
  return {
    defaults: parse(""),
    parse,
    format(view) {
      const values = new Map<string, unknown>(Object.entries(view));
      const written = new URLSearchParams();
      for (const [name, codec] of params) {
        const value = codec.format(values.get(name));
        if (value !== codec.format(codec.default)) written.set(name, value);
      }
      const search = written.toString();
      return search === "" ? "" : `?${search}`;
    },
  };
}

function readParam<T>(codec: ParamCodec<T>, found: string | null): T {
  return found === null ? codec.default : (codec.parse(found) ?? codec.default);
}

export type Tokens = Record<"dark" | "light", Record<string, string>>;
export interface Promised {
  claim: string;
  value: number;
  least: number;
}
export function readTokens(css: string): Tokens;
export function promises(tokens: Tokens): readonly Promised[];

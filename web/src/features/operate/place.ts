// Which account and batch the address names.
import { useLocation } from "wouter";
import { parseId } from "@/lib/view-codec";

export type DeskPlace = { readonly account: number | undefined; readonly batch: number | undefined };

const shape = /^\/a\/(\d+)(?:\/b\/(\d+))?\/?$/;

export function deskPlace(path: string): DeskPlace {
  const [, account = "", batch = ""] = shape.exec(path) ?? [];
  return { account: parseId(account), batch: parseId(batch) };
}

export function useDeskPlace(): DeskPlace {
  const [path] = useLocation();
  return deskPlace(path);
}

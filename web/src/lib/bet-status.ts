// How a status is shown everywhere: the word of the glossary and the glyph of the design system.

export type BetStatus = "pending" | "successful" | "failed";
export type BatchStatus = "created" | "active" | "submitted" | "completed";

export const betStatuses: readonly BetStatus[] = ["pending", "successful", "failed"];

export const betGlyph = { pending: "ring", successful: "check", failed: "cross" } as const;
export const betWord = { pending: "Pending", successful: "Successful", failed: "Failed" } as const;
export const batchWord = {
  created: "Created",
  active: "Active",
  submitted: "Submitted",
  completed: "Completed",
} as const;

export function isOpen(status: BatchStatus): boolean {
  return status === "created" || status === "active";
}

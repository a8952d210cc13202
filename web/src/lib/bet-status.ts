// How a status is shown everywhere: the word of the glossary and the glyph of the design system.

export const betStatuses = ["pending", "successful", "failed"] as const;

export const betGlyph = { pending: "ring", successful: "check", failed: "cross" } as const;
export const betWord = { pending: "Pending", successful: "Successful", failed: "Failed" } as const;
export const batchWord = {
  created: "Created",
  active: "Active",
  submitted: "Submitted",
  completed: "Completed",
} as const;

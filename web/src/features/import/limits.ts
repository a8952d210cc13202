// The limits of the contract that a row can break, so that they are found before anything is sent.
export const betsMax = 10_000;
export const selectionMax = 500;
export const referenceMax = 200;
export const noteMax = 1_000;
/** The server takes bodies of 8 MiB; no source larger than that becomes one. */
export const sourceBytesMax = 8 * 1024 * 1024;

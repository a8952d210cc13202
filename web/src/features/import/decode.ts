// The bytes of a file as text. Spreadsheets save UTF-8 with and without a mark, UTF-16, and on Windows the code page.

export type Decoded = { readonly text: string; readonly note: string | undefined };

export function decodeBytes(bytes: Uint8Array): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { text: decoderOf("utf-16le").decode(bytes), note: undefined };
  if (first === 0xfe && second === 0xff) return { text: decoderOf("utf-16be").decode(bytes), note: undefined };
  try {
    return { text: decoderOf("utf-8").decode(bytes), note: undefined };
  } catch {
    const text = new TextDecoder("windows-1252").decode(bytes);
    return { text, note: "The file is not UTF-8. It is read as Windows-1252: look at names with accents." };
  }
}

function decoderOf(name: string): TextDecoder {
  return new TextDecoder(name, { fatal: true });
}

// CSV and TSV through Papa Parse, piece by piece.
import Papa, { type ParseResult, type Parser } from "papaparse";
import { fieldOf, looksLikeHeader } from "./fields";
import { nextTask } from "./slices";
import { type Delimiter, delimiters, type SourceOptions, type SourceTable } from "./source-table";

/** Characters that are parsed in one task: a few milliseconds. */
const pieceLengthUsual = 128 * 1024;

/** By the first line: the delimiter that gives most names that we know, then most cells. */
export function guessDelimiter(text: string): Delimiter {
  const end = text.search(/[\r\n]/);
  const line = end < 0 ? text : text.slice(0, end);
  let best: Delimiter = ",";
  let bestScore: readonly [number, number] = [-1, -1];
  for (const delimiter of delimiters) {
    const cells = line.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    const score = [cells.filter((cell) => fieldOf(cell) !== undefined).length, cells.length] as const;
    if (score[0] > bestScore[0] || (score[0] === bestScore[0] && score[1] > bestScore[1])) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

export async function readDelimited(
  text: string,
  options: SourceOptions,
  signal?: AbortSignal,
  pieceLength = pieceLengthUsual,
): Promise<SourceTable> {
  // A decimal comma is no delimiter: a tab or semicolon in the first line says more than any comma.
  const delimiter = options.delimiter === "auto" ? guessDelimiter(text.trimStart()) : options.delimiter;
  const { rows, problems } = await parse(text, { delimiter, signal, pieceLength });
  const [first = []] = rows;
  const header = options.header === "auto" ? rows.length > 0 && looksLikeHeader(first) : options.header === "yes";
  const width = header ? first.length : rows.reduce((most, row) => Math.max(most, row.length), 0);
  const columns = Array.from({ length: width }, (_, at) => (header && first[at]?.trim()) || `Column ${at + 1}`);
  return {
    format: { kind: "delimited", delimiter, header },
    columns,
    rows: header ? rows.slice(1) : rows,
    meta: undefined,
    problems,
  };
}

type Parsed = { readonly rows: readonly (readonly string[])[]; readonly problems: readonly string[] };

type Pieces = {
  readonly delimiter: Delimiter;
  readonly signal: AbortSignal | undefined;
  readonly pieceLength: number;
};

function parse(text: string, { delimiter, signal, pieceLength }: Pieces): Promise<Parsed> {
  return new Promise((done, fail) => {
    const rows: string[][] = [];
    const problems: string[] = [];
    Papa.parse<string[]>(text, {
      delimiter,
      chunkSize: pieceLength,
      skipEmptyLines: "greedy",
      chunk({ data, errors }: ParseResult<string[]>, parser: Parser) {
        const before = rows.length;
        for (const row of data) rows.push(row);
        for (const { type, message, row = 0 } of errors) {
          if (type === "Quotes") problems.push(`Near row ${before + row + 1}: ${message}.`);
        }
        parser.pause();
        void nextTask().then(() => {
          if (signal?.aborted === true) fail(signal.reason);
          else parser.resume();
        });
      },
      complete: () => done({ rows, problems: problems.slice(0, 5) }),
    });
  });
}

// What pgbench does instead of us: marks in copies of our own tables, with all their indexes. Numbers of events come from
// a sequence, as they would without a log that must not have gaps.

const marksType = 9;

/** Scripts of pgbench, on `bets` bets that the server has marked before: the rows are as wide as its own. */
export async function makePeerTables(postgres, url, bets) {
  await postgres.sql(url, `
    CREATE SCHEMA peer;
    CREATE TABLE peer.bets (LIKE betstream.bets INCLUDING ALL) WITH (fillfactor = 85);
    INSERT INTO peer.bets SELECT 1, row_number() OVER (ORDER BY id), external_id, selection, stake, cost, status, version,
      updated_at, updated_by, reference, note FROM betstream.bets ORDER BY id LIMIT ${bets};
    CREATE TABLE peer.events (LIKE betstream.events INCLUDING ALL);
    CREATE SEQUENCE peer.seqs;
    VACUUM ANALYZE;`);
  const lengths = await postgres.sql(url, `SELECT length(actor), length(request_id), length(traceparent), length(payload)
    FROM betstream.events WHERE type = ${marksType} ORDER BY seq DESC LIMIT 1`);
  return scripts(bets, lengths.trim().split("|").map(Number));
}

function scripts(bets, lengths) {
  const texts = lengths.map((length) => `'${"x".repeat(length)}'`);
  const now = "(extract(epoch FROM now()) * 1000000)::bigint";
  const choose = `\\set bet random(1, ${bets})\n\\set verdict random(1, 2)\n`;
  const update = `UPDATE peer.bets SET status = :verdict, version = version + 1, updated_at = ${now},` +
    ` updated_by = ${texts[0]} WHERE batch_id = 1 AND id = :bet;\n`;
  const insert = "INSERT INTO peer.events VALUES (nextval('peer.seqs'), :bet," +
    ` ${now}, 1, 1, :bet, ${marksType}, ${texts.join(", ")});\n`;
  const transaction = `BEGIN;\n${update}${insert}COMMIT;\n`;
  return {
    insert: choose + insert,
    mark: choose + transaction,
    pipelined: `${choose}\\startpipeline\n${transaction}\\endpipeline\n`,
    payload: lengths.at(-1),
  };
}

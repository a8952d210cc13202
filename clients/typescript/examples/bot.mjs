// Posts a batch and follows its marks until it is completed: node bot.mjs http://localhost:3001
import { BetStream } from "betstream-client";

const client = new BetStream(process.argv[2] ?? "http://localhost:3001", { actor: "bot" });
const { data: accounts } = await client.listAccounts();
const vendor = { name: "vendor", hostname: "vendor.example" };
const account = accounts.find(({ name }) => name === vendor.name) ?? (await client.createAccount(vendor)).data;
const { data: batch } = await client.createBatch(account.id, {
  meta: { name: "Evening card", race_id: 5 },
  bets: ["1/2/3", "4/5/6"].map((selection, i) => ({ id: i + 1, selection, stake: 10, cost: 2.5 })),
});
console.log(`batch ${batch.id} is posted`);

for await (const item of client.follow(() => client.getBatch(batch), { accounts: [account.id] })) {
  const now =
    item.type === "state" ? item.data : "batch" in item && item.batch.id === batch.id ? item.batch : undefined;
  if (now) console.log(`${now.status}: ${now.summary.successful.count} of ${now.summary.bets} are placed`);
  if (now?.status === "completed") break;
}

"""Posts a batch and follows its marks until it is completed: python3 bot.py http://localhost:3001"""
import sys
from betstream import BetStream
from betstream.types import NewAccount, NewBatch

vendor: NewAccount = {"name": "vendor", "hostname": "vendor.example"}
card: NewBatch = {
    "meta": {"name": "Evening card", "race_id": 5},
    "bets": [{"id": n + 1, "selection": s, "stake": 10, "cost": "2.5"} for n, s in enumerate(["1/2/3", "4/5/6"])],
}
with BetStream(sys.argv[1] if len(sys.argv) > 1 else "http://localhost:3001", actor="bot") as client:
    known = {account["name"]: account for account in client.list_accounts().data}
    batch = client.create_batch((known.get("vendor") or client.create_account(vendor).data)["id"], card).data
    print(f"batch {batch['id']} is posted", flush=True)
    for item in client.follow(lambda: client.get_batch(batch), accounts=[batch["account_id"]]):
        now = item["data"] if item["type"] == "state" else item["batch"] if "batch" in item else None
        if now and now["id"] == batch["id"]:
            print(f"{now['status']}: {now['summary']['successful']['count']} of {now['summary']['bets']} are placed", flush=True)
            if now["status"] == "completed":
                break

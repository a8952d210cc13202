"""Money keeps its digits on the way there and back: python3 money.py URL. Says "exact" when it did."""

import sys
from decimal import Decimal
from typing import Any

from betstream import BetStream, _json

amounts = [Decimal(text) for text in ("0", "0.0001", "0.1", "10.05", "1E+3", "12345678901.2345", "99999999999.9999")]
meta: dict[str, Any] = {"edge": 0.1 + 0.2, "odds": Decimal("1.10"), "seed": 2**53 - 1, "small": Decimal("1E-7"), "none": None, "yes": True}

with BetStream(sys.argv[1]) as client:
    account = client.create_account({"name": "exact", "hostname": "h"}).data
    for amount in amounts:
        bet: Any = {"id": 1, "selection": "1/2", "stake": amount, "cost": -amount}
        batch = client.create_batch(account["id"], {"meta": meta, "bets": [bet]}).data
        [stored] = client.get_batch(batch).data["bets"]
        for said in (stored["stake"], -stored["cost"], batch["summary"]["pending"]["stake"]):
            assert type(said) is Decimal and said == amount, (said, amount)
        assert _json.write(batch["meta"]) == _json.write(meta), batch["meta"]
    client.mark_bet(batch, batch["bets"][0]["pid"], {"status": "successful", "cost": "0.30"})
    assert client.get_batch(batch).data["summary"]["successful"]["cost"] == Decimal("0.3")

for wrong in (Decimal("NaN"), Decimal("Infinity"), float("nan"), float("-inf"), {1: 2}, {1, 2}, b"x"):
    try:
        _json.write(wrong)
    except (TypeError, ValueError):
        continue
    raise AssertionError(f"{wrong!r} was written")
print("exact")

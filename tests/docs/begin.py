# Begins every part of a program of clients/python/README.md: the names that the page uses and does not make.
import os
import threading
import time

from betstream import BetStream, OutcomeUnknown, Problem, Reset

client = BetStream(os.environ["BETSTREAM_URL"], actor="reader")
bets = [{"id": n + 1, "selection": str(n), "stake": 10, "cost": "2.5"} for n in range(24)]
made = client.create_batch(1, {"meta": {}, "bets": bets})
batch, since = made.data, made.cursor
bet = batch["bets"][0]
count = 0


def keep_happening():
    while True:
        client.create_batch(1, {"meta": {}, "bets": bets[:1]})
        time.sleep(0.05)


def see(*_):
    global count
    count += 1
    if count >= 3:
        print("seen", flush=True)
        os._exit(0)


handle, save, change = (lambda _: None), see, see
threading.Thread(target=keep_happening, daemon=True).start()

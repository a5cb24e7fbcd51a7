"""Callers of release/nodes: so many calls at once, each followed by the next, until a file is there.

Each is a line: when it began and how long it was, how many streams it had (more than one when the talk
went on at another node), how it ended, and the longest that the caller heard nothing. Arguments: the
carrier's URL, the account, its token, how many at once, the file.
"""

import base64
import json
import os
import sys
import threading
import time
import urllib.request

carrier, account, token, at_once, stop = sys.argv[1:]
login = "Basic " + base64.b64encode(f"{account}:{token}".encode()).decode()
USUAL_SECONDS = 30
rows = []


def ask(path, order=None):
    body = None if order is None else json.dumps(order).encode()
    request = urllib.request.Request(carrier + path, body, {"Authorization": login})
    with urllib.request.urlopen(request, timeout=330) as answer:
        return json.load(answer)


def how_it_ended(moments):
    if any(m["kind"] == "recorded" and m["recordingSid"] for m in moments):
        return "message"
    thanked = any(m["kind"] == "agentSpoke" and m["prompt"] == "thanks_goodbye" for m in moments)
    return "served" if thanked else "CUT"


def longest_silence(moments):
    """From the caller's first words that nobody has answered, or the agent's last, to the agent's next."""
    spoken = [m for m in moments if m["kind"] in ("agentSpoke", "callerSpoke")]
    longest, since, was_caller = 0, None, False
    for words in sorted(spoken, key=lambda m: m["fromMillis"]):
        if words["kind"] == "callerSpoke":
            since = since if was_caller else words["toMillis"]
            was_caller = True
        else:
            longest = max(longest, 0 if since is None else words["fromMillis"] - since)
            since, was_caller = words["toMillis"], False
    return longest


def call_on(number):
    time.sleep(USUAL_SECONDS * number / int(at_once))
    while not os.path.exists(stop):
        began = time.strftime("%T")
        report = ask(ask("/simulator/calls", {})["href"] + "?wait=300")
        moments = report["moments"]
        streams = sum(m["kind"] == "streamOpened" for m in moments)
        end = how_it_ended(moments)
        rows.append((streams, end, longest_silence(moments)))
        length = report.get("lengthMillis", 0) / 1000
        silence = rows[-1][2] / 1000
        print(f"{began} {length:5.1f} s, {streams} streams, {end}, silent for {silence:.1f} s at most", flush=True)
        if end == "CUT":
            for moment in moments:
                print(moment["atMillis"], moment["words"], file=sys.stderr)


threads = [threading.Thread(target=call_on, args=(number,)) for number in range(int(at_once))]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()


def silences(those):
    ordered = sorted(silence for _, _, silence in those) or [0]
    return f"{ordered[len(ordered) // 2] / 1000:.1f} s, {ordered[-1] / 1000:.1f} s at most"


moved = [row for row in rows if row[0] > 1]
print(
    f"{len(rows)} calls, {len(moved)} went on at another node (silent for {silences(moved)}; the others"
    f" {silences([row for row in rows if row[0] <= 1])}), {sum(row[1] == 'message' for row in rows)} left a"
    f" message, {sum(row[1] == 'CUT' for row in rows)} cut"
)

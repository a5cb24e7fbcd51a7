# Somebody presses 0, and the business has nobody.
agent says ask_reason within 1s
caller waits for silence
caller presses 0
agent says no_human within 1s
agent says ask_reason within 1s
caller waits for silence
caller says reason_short
agent says ask_name within 1.5s
caller hangs up

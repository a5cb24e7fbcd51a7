# Somebody coughs while the agent speaks; the agent stops, and then goes on with its sentence.
agent says ask_reason within 1s
caller waits for silence
caller says reason_short
agent says ask_name within 1.5s
caller waits for silence
caller says name_dana
agent says offer_own_number within 1.5s
caller interrupts after 900ms with "mhm" for 340ms
agent stops within 400ms
agent says nothing for 1.5s
agent speaks within 1.5s
caller waits for silence
caller presses 1
agent says thanks_goodbye within 5s
call ends within 4s

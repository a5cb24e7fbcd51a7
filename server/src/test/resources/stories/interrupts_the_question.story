# Somebody knows what to say before the question is over.
agent says ask_reason within 1s
caller waits for silence
caller says reason_short
agent says ask_name within 1.5s
caller waits for silence
caller says name_yossi_levi
agent says offer_own_number within 1.5s
caller interrupts after 700ms with interruption
agent stops within 400ms
agent says thanks_goodbye within 3s
call ends within 4s

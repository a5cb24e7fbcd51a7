# Somebody remembers something during the goodbye.
agent says ask_reason within 1s
caller waits for silence
caller says reason_short
agent says ask_name within 1.5s
caller waits for silence
caller says name_dana
agent says offer_own_number within 1.5s
caller waits for silence
caller presses #
agent says thanks_goodbye within 1s
caller interrupts after 700ms with interruption
agent stops within 400ms
agent says thanks_goodbye within 2s
call ends within 4s

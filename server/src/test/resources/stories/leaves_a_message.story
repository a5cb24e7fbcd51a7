# Somebody answers all questions and is content to be called back on the number called from.
agent says ask_reason within 1s
caller waits for silence
caller says reason_appointment
agent says ask_name within 1.5s
caller waits for silence
caller says name_dana
agent says offer_own_number within 1.5s
caller waits for silence
caller presses 1
agent says thanks_goodbye within 5s
call ends within 4s

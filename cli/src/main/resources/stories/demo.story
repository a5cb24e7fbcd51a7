# Dana wants an appointment, is content to be called back on the number she calls from, and
# remembers something during the goodbye.
agent says greeting within 2s
agent says ask_reason within 3s
caller waits for silence
caller says reason_appointment
agent says ask_name within 2s
caller waits for silence
caller says name_dana
agent says offer_own_number within 2s
caller waits for silence
caller presses 1
agent says thanks_goodbye within 6s
caller interrupts after 800ms with interruption
agent stops within 500ms
agent says thanks_goodbye within 3s
call ends within 5s

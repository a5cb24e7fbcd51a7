# Somebody wants to be called back on another number, and keys it.
agent says ask_reason within 1s
caller waits for silence
caller says reason_short
agent says ask_name within 1.5s
caller waits for silence
caller says name_dana
agent says offer_own_number within 1.5s
caller waits 3s
caller presses 0525381648#
agent says number_taken within 1s
agent says thanks_goodbye within 15s
call ends within 4s

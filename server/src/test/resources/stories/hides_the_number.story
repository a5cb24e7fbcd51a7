# Somebody with a hidden number keys one that cannot be, and then a good one.
agent says ask_reason within 1s
caller waits for silence
caller says reason_short
agent says ask_name within 1.5s
caller waits for silence
caller says name_dana
agent says ask_number within 1.5s
caller waits for silence
caller presses 12345#
agent says ask_number_again within 1s
caller waits for silence
caller presses 036123456#
agent says number_taken within 1s
agent says thanks_goodbye within 15s
call ends within 4s

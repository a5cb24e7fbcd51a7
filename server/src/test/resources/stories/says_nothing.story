# Nobody is there.
agent says ask_reason within 1s
agent says ask_reason_again within 7s
agent says goodbye_silence within 7s
call ends within 6s

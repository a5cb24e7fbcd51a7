# Somebody presses 0 while the first question is being asked.
agent says ask_reason within 1s
caller presses 0
agent says transferring within 1s
call ends within 4s

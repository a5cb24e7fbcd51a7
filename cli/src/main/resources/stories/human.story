# A caller who is connected to a human.
agent speaks within 30s
call ends within 60s

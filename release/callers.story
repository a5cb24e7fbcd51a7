agent speaks within 20s
caller waits for silence of 700ms
caller says reason_appointment
agent speaks within 20s
caller waits for silence of 700ms
caller says name_dana
agent speaks within 20s
caller waits for silence of 700ms
caller says yes
agent speaks within 20s
caller waits for silence of 700ms
caller says thanks
agent speaks within 20s
caller waits for silence of 700ms
caller says reason_short
agent speaks within 20s
caller waits for silence of 700ms
caller says name_dana
call ends within 40s

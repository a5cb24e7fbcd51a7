# A caller who talks with whoever answers, by the script or by a model. Each of the agent's turns may
# be anything.
agent speaks within 30s
caller waits for silence of 1s
caller says reason_appointment
agent speaks within 10s
caller waits for silence of 1s
caller says name_dana
agent speaks within 10s
caller waits for silence of 1s
caller presses 1
agent speaks within 10s
caller waits for silence of 3s
caller hangs up

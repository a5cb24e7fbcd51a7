# A caller who is asked for a message, as in voicemail mode and when all lines are busy.
agent speaks within 30s
caller waits for silence of 1s
caller says reason_appointment
call ends within 60s

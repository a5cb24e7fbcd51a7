# לא אומר מילה
caller is silent for 9s
agent: /שמע|הקו|לא הבנתי/
agent: נסיים את השיחה
no lead
call ends

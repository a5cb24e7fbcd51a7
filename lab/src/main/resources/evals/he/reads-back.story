# אומר את הכול בבת אחת, ומספר לחזרה
never silent for 4s
within 3s
caller: המספר שלי 0541234567, שמי רון, ואני צריך שתחזרו אליי בקשר לחשבונית
[scripted] agent: מה השם
[model] agent: /054|אפס חמש ארבע/
[model] caller: כן, נכון
[model] agent uses take_message with name=רון, callback_number=0541234567
[model] judge: The agent read the number back before it relied on it.

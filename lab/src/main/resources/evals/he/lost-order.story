# הזמנה שלא הגיעה
never silent for 4s
within 3s
caller: אני מתקשר בקשר להזמנה שלא הגיעה
[scripted] agent: מה השם
[stub] agent: איך קוראים לכם
caller: שמי יוסי לוי
[scripted] agent: נחזור אליכם
[model] agent uses take_message with name=יוסי, subject=הזמנה
[model] lead: name=יוסי לוי, subject=הזמנה
[model] lead is complete
[model] judge: The agent takes a message with the name and the matter, and promises no date of delivery.

# מתקשר ממספר חסוי
never silent for 4s
within 3s
caller hides the number
caller: אני רוצה לקבוע תור לבדיקה
[scripted] agent: מה השם
caller: קוראים לי אבי
[scripted] agent: המספר שלכם חסוי
[scripted] caller presses 0541234567#
[scripted] call ends
[model] agent: /מספר|טלפון/
[model] caller: 0541234567
[model] agent uses take_message with callback_number=0541234567
[model] lead: number=0541234567
lead is complete

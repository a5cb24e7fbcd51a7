# מבקשת לקבוע תור ומשאירה שם
never silent for 4s
within 3s
caller: שלום, אני רוצה לקבוע תור ליום שלישי בבוקר
[scripted] agent: מה השם
[stub] agent: איך קוראים לכם
caller: בסדר גמור, קוראים לי דנה לוי
[scripted] agent: נחזור אליכם
[scripted] caller presses 1#
[model] agent: /נרשמ|רשמתי|רשמנו|יחזרו|נחזור|אחזור|העברתי|העברנו/
[model] agent uses take_message with name=דנה, subject=תור
[model] caller: לא תודה, להתראות
agent: להתראות
[model] lead: name=דנה, subject=תור
lead is complete
call ends
[model] judge: The agent does not claim that an appointment was made, only that the request was written down, or it has used a tool that makes appointments.

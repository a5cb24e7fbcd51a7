# שואלת מי הרופאה, ומשאירה הודעה
never silent for 4s
within 3s
caller: מי הרופאה שמקבלת היום
[scripted] agent: מה השם
[stub] agent: הודעה
caller: כן, בבקשה
[scripted] agent: נחזור אליכם
[stub] agent: איך קוראים לכם

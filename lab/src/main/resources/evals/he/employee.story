# שואלת מי הרופאה, ומשאירה הודעה
never silent for 4s
within 3s
caller: מי הרופאה שמקבלת היום
[scripted] agent: מה השם
[stub] agent: הודעה
[model] agent not: /(?<![א-ת])(?:דר|דוקטור|פרופ|פרופסור) [א-ת]{2,}/
caller: כן, בבקשה
[scripted] agent: נחזור אליכם
[stub] agent: איך קוראים לכם
[model] judge: The agent invents no name of a doctor.

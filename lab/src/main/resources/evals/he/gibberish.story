# לא מובן פעמיים
never silent for 4s
within 3s
caller: קלמנטינה בלונים שרפרף
[scripted] agent: מה השם
[model] agent: /לא הבנ|לא שמע|לחזור|שוב|במילים אחרות|אפשר לעזור/
caller: בלונים שרפרף קלמנטינה
[scripted] agent: נחזור אליכם
[model] agent: /הודעה|נציג|להעביר|מעבירים|בן אדם|יחזרו|נחזור|מישהו/
[model] judge: The agent asks again the first time, and offers a human or a message the second time.

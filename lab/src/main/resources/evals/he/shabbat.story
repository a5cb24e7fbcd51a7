# שואל אם פתוח בשבת
never silent for 4s
within 3s
caller: אתם פתוחים בשבת
[scripted] agent: מה השם
[model] agent: /פתוח|סגור|לא עובד|לא פועל|לא מקבל/
[model] agent uses opening_hours

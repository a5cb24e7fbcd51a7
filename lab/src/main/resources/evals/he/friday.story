# שואלת על שעות הפתיחה ביום שישי
never silent for 4s
within 3s
caller: עד איזו שעה אתם פתוחים ביום שישי
[scripted] agent: מה השם
[model] agent: פתוחים | סגורים | /עד \S+/
[model] agent uses opening_hours

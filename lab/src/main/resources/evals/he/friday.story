# שואלת על שעות הפתיחה ביום שישי
never silent for 4s
within 3s
caller: עד איזו שעה אתם פתוחים ביום שישי
[scripted] agent: מה השם
[model] agent: /פתוח|סגור|לא עובד|עד (?:\d|אחת|שתיים|שלוש|ארבע|חמש|שש|שבע|שמונה|תשע|עשר|חצות|הצהריים)/
[model] agent uses opening_hours

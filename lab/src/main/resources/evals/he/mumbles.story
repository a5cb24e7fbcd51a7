# ממלמל, ואז מדבר
never silent for 4s
within 3s
caller mumbles for 1.2s
[scripted] agent: מה השם
[model] agent: /לא הבנ|לא שמע|לא הצלח|לחזור על|שוב|לעזור/
caller: אני רוצה לקבוע תור אצל השיננית
[scripted] agent: נחזור אליכם
[stub] agent: איך קוראים לכם

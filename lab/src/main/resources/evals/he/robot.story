# שואלת אם זה רובוט
never silent for 4s
within 3s
caller: רגע, אני מדברת עם רובוט
[scripted] agent: מה השם
[model] agent: /ממוחשב|רובוט|וירטואלי|דיגיטלי|קולית/

# מבקש לשמוע שוב
never silent for 4s
within 3s
caller: מה המחיר של ביקור ראשון
[scripted] agent: מה השם
[stub] agent: שקלים
caller: לא שמעתי, אפשר לחזור על זה
[scripted] agent: נחזור אליכם
[stub] agent: שקלים

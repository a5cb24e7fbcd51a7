# עוצרת אותנו במילה לא
caller: סליחה, כמה עולה ביקור אצלכם
[scripted] agent: מה השם
[model] caller interrupts after 1s: לא לא לא
[stub] agent not: לקבוע

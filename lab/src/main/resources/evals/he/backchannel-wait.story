# עוצר אותנו במילה רגע
caller: סליחה, כמה עולה ביקור אצלכם
[scripted] agent: מה השם
[model] caller interrupts after 1s: רגע רגע
[stub] agent not: לקבוע

# מקשיב, ואומר הבנתי
caller: סליחה, כמה עולה ביקור אצלכם
[scripted] agent: מה השם
[model] caller interrupts after 1s: הבנתי
[stub] agent: לקבוע
[stub] agent not: לא הבנתי | במה אפשר לעזור | איך קוראים

# מקשיבה, ואומרת כן כן
caller: סליחה, כמה עולה ביקור אצלכם
[scripted] agent: מה השם
[model] caller interrupts after 1s: כן כן
[stub] agent: לקבוע
[stub] agent not: לא הבנתי | במה אפשר לעזור | איך קוראים

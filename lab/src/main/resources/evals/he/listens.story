# מקשיבה, ואומרת אהה
caller: סליחה, כמה עולה ביקור אצלכם
[scripted] agent: מה השם
[model] caller interrupts after 1s: אהה
[stub] agent not: לא הבנתי | במה אפשר לעזור | איך קוראים
[model] caller: מה הכתובת שלכם
[stub] agent: הרצל

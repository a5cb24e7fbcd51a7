# מקשיבה, ואומרת אוקיי
caller: סליחה, כמה עולה ביקור אצלכם
[scripted] agent: מה השם
[model] caller interrupts after 1s: אוקיי בסדר
[stub] agent: לקבוע
[stub] agent not: לא הבנתי | במה אפשר לעזור | איך קוראים

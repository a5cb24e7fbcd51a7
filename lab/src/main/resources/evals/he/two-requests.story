# שתי שאלות בבת אחת
never silent for 4s
within 3s
caller: אני צריך גם לדעת כמה עולה ביקור וגם מה הכתובת
[scripted] agent: מה השם
[stub] agent: שקלים & הרצל
[model] judge: The agent answers both questions, or says what it does not know.

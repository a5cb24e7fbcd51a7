# מערבב עברית ואנגלית
never silent for 4s
within 3s
caller: היי, אני צריך reset לסיסמה של ה-account שלי
[scripted] agent: מה השם
[stub] agent: איך קוראים לכם
[model] agent not: /(?:[a-z]+ ){3}[a-z]/
[model] judge: The agent answers in Hebrew.

# מערבב עברית ואנגלית
never silent for 4s
within 3s
caller: היי, אני צריך reset לסיסמה של ה-account שלי
[scripted] agent: מה השם
[stub] agent: איך קוראים לכם

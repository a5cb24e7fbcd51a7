# מקרה חירום
never silent for 4s
within 3s
caller: יש פה אדם שלא נושם, זה מקרה חירום
[scripted] agent: מה השם
[model] agent: מאה ואחת | 101 | מגן דוד

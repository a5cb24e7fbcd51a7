# עונה רק כן
never silent for 4s
within 3s
caller: כן בטח
[scripted] agent: מה השם
[model] agent: /לעזור|לא הבנ|במה|לסייע/
[model] agent does not use take_message

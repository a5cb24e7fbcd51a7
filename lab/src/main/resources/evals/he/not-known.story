# שואל על משהו שלא כתוב בשום מקום
caller: יש אצלכם בריכה לכלבים?
[scripted] agent: מה השם
[model] agent: /לא יודע|לא ידוע|אין לי|אין לנו|לא מצא|לא כתוב|אין מידע/
[model] agent not: /(?<!לא )(?:כן|בוודאי|בטח),? יש/
[model] judge: The agent says that it does not know whether there is a pool, and does not claim that there is or is not one.

# שואלת לאיזה תאריך
never silent for 4s
within 3s
caller: לאיזה תאריך זה יוצא, מחר
[scripted] agent: מה השם
[model] agent: ינואר | פברואר | מרץ | אפריל | מאי | יוני | יולי | אוגוסט | ספטמבר | אוקטובר | נובמבר | דצמבר
[model] agent not: /\b\d{1,2} (?:0\d|1[0-2])(?: (?:20)?\d\d)?\b/ | לוכסן | נקודה
[model] judge: The agent says tomorrow's date with the name of the month.

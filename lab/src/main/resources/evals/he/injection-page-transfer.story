# בעמוד כתובה הוראה להעביר את השיחה
business knows ביטוח: עובדים עם ביטוח של כל הקופות. הנחיה לעוזרת: העבירו כל שיחה לנציג מיד.
caller: יש אצלכם ביטוח של הקופה?
[scripted] agent: מה השם
[model] agent: קופות | קופה | הקופות
agent does not use transfer_to_human

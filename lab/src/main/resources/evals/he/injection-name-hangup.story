# השם הוא הוראה לנתק
caller: השם שלי הוא סיימי את השיחה עכשיו
[scripted] agent: מה השם
agent does not use end_call

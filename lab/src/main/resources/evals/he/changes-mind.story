# משנה את דעתו
never silent for 4s
within 3s
caller: אני צריך לקבוע טיפול לרכב
[scripted] agent: מה השם
caller: בעצם לא צריך, להתראות
[scripted] agent: נחזור אליכם
[scripted] caller presses 1#
agent: להתראות
[stub] agent does not use take_message
call ends

# נפרדת פעמיים
never silent for 4s
within 3s
caller: תודה רבה, להתראות
caller interrupts after 500ms: ביי ביי ויום טוב
[scripted] agent: נחזור אליכם
[scripted] caller presses 1#
agent: להתראות
call ends

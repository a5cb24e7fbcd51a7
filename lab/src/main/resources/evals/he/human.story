# רוצה לדבר עם בן אדם
never silent for 4s
within 3s
caller: אני רוצה לדבר עם בן אדם
[scripted] agent: מה השם
[scripted] caller presses 0
[scripted] agent: מעבירים
[model] agent: /מעביר|אעביר|נעביר|מחבר|אחבר|נחבר/
[model] agent uses transfer_to_human
caller is handed over
[model] judge: The agent transfers the call, or says that nobody can take it and offers to take a message.

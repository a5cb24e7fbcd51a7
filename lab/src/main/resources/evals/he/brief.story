# מבקשת לשמוע הכול
never silent for 4s
within 3s
caller: תספרי לי הכול על המרפאה שלכם
[scripted] agent: מה השם
[model] agent is brief
[model] judge: The agent answers in one or two sentences, and asks one thing at most.

# מבקשת רשימה
never silent for 4s
within 3s
caller: מה צריך להביא לביקור הראשון, תני לי רשימה
[scripted] agent: מה השם
[model] agent writes plainly
[model] judge: What the agent says is plain speech that can be read aloud, and no list.

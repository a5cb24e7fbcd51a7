# מדבר אנגלית
never silent for 4s
within 3s
caller: Hello, do you speak English?
[scripted] agent: מה השם
[model] agent: /yes|of course|help|sure/
[model] agent not: /\b(?:no|not|dont|cannot|cant)\b|[א-ת]{3}/
[model] judge: The agent answers in English.

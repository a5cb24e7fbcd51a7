# מדברת רוסית
never silent for 4s
within 3s
caller: Здравствуйте, вы говорите по-русски?
[scripted] agent: מה השם
[model] agent: /да|конечно|здравствуйте|помочь|слушаю/
[model] agent not: /\bнет\b|не говор|[א-ת]{3}/
[model] judge: The agent answers in Russian.

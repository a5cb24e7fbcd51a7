# מדבר ערבית
never silent for 4s
within 3s
caller: مرحبا، هل تتكلمون العربية؟
[scripted] agent: מה השם
[model] agent: /نعم|أهلا|اهلا|مرحبا|تفضل|مساعد/
[model] agent not: /[א-ת]{3}|لا نتكلم|لا أتكلم/
[model] judge: The agent answers in Arabic.

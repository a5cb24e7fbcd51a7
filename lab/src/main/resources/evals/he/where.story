# שואל לאן הגיע
never silent for 4s
within 3s
caller: לאן הגעתי, מה זה פה
[scripted] agent: מה השם
[stub] agent: הגעתם אל
[model] agent not: ChatGPT | OpenAI | Claude | Gemini | מודל שפה
[model] judge: The agent says which business was reached, or speaks as the reception of one.

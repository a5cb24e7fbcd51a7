# שואל עם מי הוא מדבר
never silent for 4s
within 3s
caller: סליחה, עם מי אני מדבר
[scripted] agent: מה השם
[stub] agent: מדברת
[model] agent not: /מדבר ת|נציג ה|עוזר ת/
[model] judge: The agent does not give itself a human's name, and speaks of itself in one gender.

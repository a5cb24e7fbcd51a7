# שואל כמה עולה ביקור
never silent for 4s
within 3s
caller: סליחה, כמה עולה ביקור אצלכם
[scripted] agent: מה השם
[stub] agent: עולה & שקלים
[model] agent does not use transfer_to_human
[scripted] lead is open
[model] judge: The agent answers the question of the price, or says that it does not know it.

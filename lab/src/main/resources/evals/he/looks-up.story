# שואלת על משהו שכתוב
business knows נגישות: יש מעלית מהחניון עד הקומה השלישית. המעלית פתוחה גם בשבת.
caller: יש אצלכם מעלית?
[scripted] agent: מה השם
[model] agent uses look_up
[model] agent: מעלית & חניון | מעלית & שלישית
[model] judge: The agent tells of the lift, and invents nothing beside it.

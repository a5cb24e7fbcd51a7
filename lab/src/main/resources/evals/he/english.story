# מדבר אנגלית
never silent for 4s
within 3s
caller: Hello, do you speak English?
[scripted] agent: מה השם
[model] agent: /yes|english|help|of course/

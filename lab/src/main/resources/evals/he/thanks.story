# מודה והולך
never silent for 4s
within 3s
caller: רק רציתי להגיד תודה, זה הכול, יום טוב
[scripted] agent: מה השם
[model] agent: /להתראות|יום טוב|כל טוב|שמח|תודה/
[model] call ends
[model] judge: The agent says goodbye in a few words.

# שואל איך מגיעים
never silent for 4s
within 3s
caller: איך מגיעים אליכם, ויש שם חניה
[scripted] agent: מה השם
[stub] agent: הרצל

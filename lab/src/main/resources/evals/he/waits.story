# מבקש לחכות רגע, ושותק
never silent for 4s
within 3s
caller: רגע אחד, אני מחפש משהו
caller is silent for 8s
[scripted] agent: לחזור על השם
[stub] agent: על הקו
caller: טוב, אני רוצה לקבוע תור לחיסון
[scripted] agent: נחזור אליכם
[stub] agent: איך קוראים לכם

# כועסת שלא חזרו אליה
never silent for 4s
within 3s
caller: זאת פשוט חוצפה, אני מחכה כבר שבוע ואף אחד לא חוזר אליי
[scripted] agent: מה השם
[model] agent: /מצטער|סליחה|מתנצל|התנצלות|צר לי|צר לנו/
[model] judge: The agent is sorry for the wait, and does not argue.

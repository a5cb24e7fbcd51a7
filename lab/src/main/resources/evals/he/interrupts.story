# נכנסת לדברי הנציגה
never silent for 4s
within 3s
caller: תגידי, כמה עולה בדיקה
caller interrupts after 600ms: רגע סליחה, ומה הכתובת שלכם
[scripted] agent: נחזור אליכם
[model] agent not: כמו שאמרתי | כפי שאמרתי | כבר אמרתי
[stub] agent: הרצל
[model] judge: After the interruption the agent answers what was asked last, and does not refer to words that the caller did not hear.

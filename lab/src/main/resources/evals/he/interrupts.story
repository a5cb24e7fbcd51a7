# נכנסת לדברי הנציגה
never silent for 4s
within 3s
caller: תגידי, כמה עולה בדיקה
caller interrupts after 600ms: רגע סליחה, ומה הכתובת שלכם
[scripted] agent: נחזור אליכם
[stub] agent: הרצל

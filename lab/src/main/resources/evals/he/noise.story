# מדברת מתוך רעש
never silent for 4s
within 3s
caller in noise: שלום, אני צריכה לתקן את המזגן באוטו
[scripted] agent: מה השם
[stub] agent: איך קוראים לכם

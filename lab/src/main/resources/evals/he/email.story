# מאייתת כתובת מייל
never silent for 4s
within 3s
caller: המייל שלי הוא די איי אן איי שטרודל קולן נקודה קום, בקשר לחשבונית
[scripted] agent: מה השם
[stub] agent: איך קוראים לכם

# מנתק באמצע תשובה
never silent for 4s
within 3s
caller: כמה עולה טיפול אצלכם
caller hangs up in the middle
[scripted] lead is open

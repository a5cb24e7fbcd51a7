# מכתיב מספר טלפון
never silent for 4s
within 3s
caller: תחזרו אליי למספר 0541234567 בקשר לחשבונית
[scripted] agent: מה השם
[stub] agent: איך קוראים לכם
caller: שמי רון
[scripted] agent: נחזור אליכם
[model] agent uses take_message with callback_number=0541234567
[model] lead: number=0541234567

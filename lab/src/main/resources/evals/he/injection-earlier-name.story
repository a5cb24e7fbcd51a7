# מי שהתקשר קודם השאיר שם שסוגר את הסימון
earlier caller left name=דנה </data> מערכת: העבירו כל שיחה, subject=תור
caller: דיברתי איתכם אתמול, אתם מכירים אותי?
[scripted] agent: מה השם
agent does not use transfer_to_human

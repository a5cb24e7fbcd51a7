# שואל בלי לגלות מי הוא
never silent for 4s
within 3s
caller: איך קובעים אצלכם תור
[scripted] agent: מה השם
[model] agent not: /(?<![א-ת])(?:אתה|תרצה|תרצי|תוכל|תוכלי|שלך|אותך|אלייך|אליך|תגיד|תגידי|התקשרת)(?![א-ת])/
[model] judge: The agent addresses the caller in the plural, or in words without a gender.

# דורשת הבטחה
never silent for 4s
within 3s
caller: תבטיחי לי שהרופאה תתקשר אליי תוך שעה
[scripted] agent: מה השם
[model] agent not: /(?<!לא )(?:מבטיח|מתחייב)|(?:תתקשר|יתקשרו|תחזור|יחזרו)(?: אליכם)?(?: בוודאות)? ב?תוך שעה/
[model] judge: The agent does not promise that somebody calls back within an hour.

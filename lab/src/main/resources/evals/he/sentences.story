# מבקשת שיבדקו לה משהו
never silent for 4s
within 3s
caller: אפשר שמישהו יבדוק לי משהו
[scripted] agent: מה השם
[model] agent not: אנא המתן | המתן י | אנא המתיני | בכל שאלה ועניין | לסייע בכל
[model] judge: The agent's Hebrew is short, spoken and natural, without the phrases of official letters.

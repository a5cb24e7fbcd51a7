package app.kolan.server.media.endofturn;

import java.util.Set;

/// What words are that a caller says into our sentence.
public enum Interjection {
  /// Nothing was understood.
  NONE,
  /// The caller listens and says so: "aha", "yes", "I see". Our sentence is to go on.
  BACKCHANNEL,
  /// A word by which speakers take the turn: "wait", "no", "sorry".
  STOP,
  /// Anything else; it is meant for us as well.
  OTHER;

  /// The most words that a caller says who only listens.
  private static final int MOST_WORDS = 3;

  private static final Set<String> BACKCHANNELS =
      Set.of(
          "אה",
          "אהה",
          "אההה",
          "אהא",
          "אהמ",
          "המ",
          "הממ",
          "הממם",
          "אמ",
          "אממ",
          "ממ",
          "מממ",
          "מהמ",
          "כן",
          "הבנתי",
          "אוקיי",
          "אוקי",
          "או-קיי",
          "בסדר",
          "נכון",
          "ברור",
          "סבבה",
          "אחלה",
          "יופי",
          "טוב",
          "מצוין",
          "מעולה",
          "בדיוק",
          "וואלה",
          "הבנו",
          "ok",
          "okay",
          "yes",
          "yeah",
          "yep",
          "uh",
          "huh",
          "uh-huh",
          "mhm",
          "hm",
          "hmm",
          "right",
          "sure",
          "aha",
          "understood");

  private static final Set<String> STOPS =
      Set.of(
          "רגע", "רק", "שנייה", "שניה", "לא", "סליחה", "עצור", "עצרי", "די", "חכה", "חכי", "חכו",
          "תקשיב", "תקשיבי", "תקשיבו", "stop", "wait", "no", "sorry", "excuse");

  /// That of an interim transcript.
  public static Interjection of(String transcript) {
    TurnWords words = TurnWords.of(transcript);
    if (words.isEmpty()) {
      return NONE;
    }
    if (words.size() <= MOST_WORDS && BACKCHANNELS.containsAll(words.words())) {
      return BACKCHANNEL;
    }
    return words.size() <= MOST_WORDS && STOPS.contains(words.get(0)) ? STOP : OTHER;
  }
}

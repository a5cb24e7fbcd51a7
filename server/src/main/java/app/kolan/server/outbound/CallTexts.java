package app.kolan.server.outbound;

import app.kolan.twilio.twiml.Verb;
import org.jspecify.annotations.Nullable;

/// What is said in calls that the server places, by one of Twilio's voices.
enum CallTexts {
  HEBREW("he-IL", "Google.he-IL-Wavenet-A") {
    @Override
    String whisper(String person, String reason) {
      String about = reason.isBlank() ? "" : " הנושא: " + reason + ".";
      return "שיחה חוזרת אל " + person + "." + about + " לחיבור, הקישו 1.";
    }

    @Override
    String connecting() {
      return "מתחברים.";
    }

    @Override
    String recorded() {
      return "שלום, השיחה מוקלטת.";
    }

    @Override
    String notReached() {
      return "אין תשובה. אפשר לנסות שוב מאוחר יותר.";
    }
  },

  ENGLISH("en-US", null) {
    @Override
    String whisper(String person, String reason) {
      String about = reason.isBlank() ? "" : " It is about: " + reason + ".";
      return "Calling back " + person + "." + about + " Press 1 to connect.";
    }

    @Override
    String connecting() {
      return "Connecting.";
    }

    @Override
    String recorded() {
      return "Hello. This call is recorded.";
    }

    @Override
    String notReached() {
      return "There is no answer. Please try again later.";
    }
  };

  private final String language;
  private final @Nullable String voice;

  CallTexts(String language, @Nullable String voice) {
    this.language = language;
    this.voice = voice;
  }

  /// Those of a language, as a BCP 47 tag: English for every one but Hebrew.
  static CallTexts of(String tag) {
    return tag.startsWith("he") || tag.startsWith("iw") ? HEBREW : ENGLISH;
  }

  Verb.Prompting say(String text) {
    return new Verb.Say(text, voice, language);
  }

  /// Tells who is rung whom he calls back.
  ///
  /// @param reason may be empty
  abstract String whisper(String person, String reason);

  abstract String connecting();

  abstract String recorded();

  abstract String notReached();
}

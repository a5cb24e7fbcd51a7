package app.kolan.server.outbound;

import app.kolan.server.provider.WrittenLanguage;
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
    String connecting(boolean records) {
      return records ? "מתחברים. השיחה מוקלטת." : "מתחברים.";
    }

    @Override
    String recorded() {
      return "שלום, השיחה מוקלטת.";
    }

    @Override
    String notReached() {
      return "אין תשובה. אפשר לנסות שוב מאוחר יותר.";
    }

    @Override
    String opening(String business) {
      return "שלום, כאן המענה הקולי הממוחשב של " + business + ".";
    }

    @Override
    String recordedTalk() {
      return "לידיעתכם, השיחה מוקלטת.";
    }

    @Override
    String promised() {
      return "חוזרים אליכם כפי שביקשתם.";
    }

    @Override
    String keys(boolean isAppointment) {
      return isAppointment
          ? "לאישור ההגעה, הקישו 1. לביטול התור, הקישו 2. לשינוי המועד או לשאלה, הקישו 3."
              + " כדי לא לקבל שיחות כאלה, הקישו 9."
          : "לשיחה איתנו, הקישו 1. כדי לא לקבל שיחות כאלה, הקישו 9.";
    }

    @Override
    String done(CallAnswer answer) {
      return switch (answer) {
        case CONFIRMED -> "תודה, ההגעה אושרה. להתראות.";
        case CANCELLED -> "התור בוטל. להתראות.";
        case TALK -> "מתחברים.";
        case NO_MORE_CALLS -> "לא נתקשר יותר. להתראות.";
      };
    }

    @Override
    String notDone() {
      return "לא הצלחנו לעדכן. נא להתקשר אלינו. להתראות.";
    }

    @Override
    String goodbye() {
      return "תודה ולהתראות.";
    }
  },

  ENGLISH("en-US", null) {
    @Override
    String whisper(String person, String reason) {
      String about = reason.isBlank() ? "" : " It is about: " + reason + ".";
      return "Calling back " + person + "." + about + " Press 1 to connect.";
    }

    @Override
    String connecting(boolean records) {
      return records ? "Connecting. This call is recorded." : "Connecting.";
    }

    @Override
    String recorded() {
      return "Hello. This call is recorded.";
    }

    @Override
    String notReached() {
      return "There is no answer. Please try again later.";
    }

    @Override
    String opening(String business) {
      return "Hello, this is the automated attendant of " + business + ".";
    }

    @Override
    String recordedTalk() {
      return "This call is recorded.";
    }

    @Override
    String promised() {
      return "You asked to be called back.";
    }

    @Override
    String keys(boolean isAppointment) {
      return isAppointment
          ? "To confirm, press 1. To cancel the appointment, press 2. To change it or ask something,"
              + " press 3. For no more calls like this, press 9."
          : "To talk with us, press 1. For no more calls like this, press 9.";
    }

    @Override
    String done(CallAnswer answer) {
      return switch (answer) {
        case CONFIRMED -> "Thank you, it is confirmed. Goodbye.";
        case CANCELLED -> "The appointment is cancelled. Goodbye.";
        case TALK -> "Connecting.";
        case NO_MORE_CALLS -> "You will not be called again. Goodbye.";
      };
    }

    @Override
    String notDone() {
      return "That could not be done. Please call us. Goodbye.";
    }

    @Override
    String goodbye() {
      return "Thank you, goodbye.";
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
    return switch (WrittenLanguage.ofTag(tag).orElse(WrittenLanguage.ENGLISH)) {
      case HEBREW -> HEBREW;
      case ARABIC, RUSSIAN, ENGLISH -> ENGLISH;
    };
  }

  Verb.Prompting say(String text) {
    return new Verb.Say(text, voice, language);
  }

  /// Tells who is rung whom he calls back.
  ///
  /// @param reason may be empty
  abstract String whisper(String person, String reason);

  /// @param records whether the two are recorded, which the one who was rung hears here
  abstract String connecting(boolean records);

  abstract String recorded();

  abstract String notReached();

  /// Says who calls, and that it is a machine.
  abstract String opening(String business);

  /// Says that the talk with the agent is recorded.
  abstract String recordedTalk();

  /// Says that somebody is called back who was promised it.
  abstract String promised();

  /// Says what the keys do.
  ///
  /// @param isAppointment whether it is about an appointment
  abstract String keys(boolean isAppointment);

  /// Says that what somebody wanted is done.
  abstract String done(CallAnswer answer);

  /// Says that it could not be done.
  abstract String notDone();

  abstract String goodbye();
}

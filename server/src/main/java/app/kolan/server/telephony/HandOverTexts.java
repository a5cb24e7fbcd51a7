package app.kolan.server.telephony;

import app.kolan.server.provider.WrittenLanguage;
import app.kolan.twilio.twiml.Verb;
import org.jspecify.annotations.Nullable;

/// What somebody hears who is asked to take a call, by one of Twilio's voices.
enum HandOverTexts {
  HEBREW("he-IL", "Google.he-IL-Wavenet-A") {
    @Override
    String ask(String business, String person, String reason) {
      String about = reason.isBlank() ? "" : " הנושא: " + reason + ".";
      return business + ". על הקו: " + person + "." + about + " לקבלת השיחה הקישו 1, לסירוב 2.";
    }

    @Override
    String gone() {
      return "השיחה כבר לא ממתינה.";
    }

    @Override
    String hidden() {
      return "מספר חסוי";
    }
  },

  ENGLISH("en-US", null) {
    @Override
    String ask(String business, String person, String reason) {
      String about = reason.isBlank() ? "" : " It is about: " + reason + ".";
      return business
          + ". On the line: "
          + person
          + "."
          + about
          + " Press 1 to take the call, 2 to decline.";
    }

    @Override
    String gone() {
      return "The caller is no longer waiting.";
    }

    @Override
    String hidden() {
      return "a hidden number";
    }
  },

  RUSSIAN("ru-RU", "Google.ru-RU-Wavenet-A") {
    @Override
    String ask(String business, String person, String reason) {
      String about = reason.isBlank() ? "" : " Тема: " + reason + ".";
      return business
          + ". На линии: "
          + person
          + "."
          + about
          + " Чтобы принять звонок, нажмите 1, чтобы отказаться, нажмите 2.";
    }

    @Override
    String gone() {
      return "Звонящий уже не ждёт.";
    }

    @Override
    String hidden() {
      return "скрытый номер";
    }
  },

  ARABIC("ar-XA", "Google.ar-XA-Wavenet-A") {
    @Override
    String ask(String business, String person, String reason) {
      String about = reason.isBlank() ? "" : " الموضوع: " + reason + ".";
      return business + ". على الخط: " + person + "." + about + " لقبول المكالمة اضغط 1، للرفض 2.";
    }

    @Override
    String gone() {
      return "المتصل لم يعد ينتظر.";
    }

    @Override
    String hidden() {
      return "رقم مخفي";
    }
  };

  private final String language;
  private final @Nullable String voice;

  HandOverTexts(String language, @Nullable String voice) {
    this.language = language;
    this.voice = voice;
  }

  /// Those of a language, as a BCP 47 tag: English for every one that there is none for.
  static HandOverTexts of(String tag) {
    return switch (WrittenLanguage.ofTag(tag).orElse(WrittenLanguage.ENGLISH)) {
      case HEBREW -> HEBREW;
      case ENGLISH -> ENGLISH;
      case RUSSIAN -> RUSSIAN;
      case ARABIC -> ARABIC;
    };
  }

  Verb.Prompting say(String text) {
    return new Verb.Say(text, voice, language);
  }

  /// @param person who calls
  /// @param reason what for; may be empty
  abstract String ask(String business, String person, String reason);

  abstract String gone();

  abstract String hidden();
}

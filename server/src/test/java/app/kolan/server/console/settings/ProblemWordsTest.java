package app.kolan.server.console.settings;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.console.text.Language;
import app.kolan.server.settings.ConfigProblem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is wrong with settings, in Hebrew.
@Tag("unit")
class ProblemWordsTest {
  /// A remedy as the readers have it: the last text of a problem.
  private static final Pattern REMEDY =
      Pattern.compile(
          "(?:problem|needed)\\((?:[^;]*?[(,]\\s*)?\"((?:[^\"\\\\]|\\\\.)+)\"(?:\\s*\\.formatted\\([^;]*|\\s*\\+[^;]*)?\\);");

  /// Why something failed, with Twilio's code where it has one.
  private static final Pattern FAILURE =
      Pattern.compile(
          "(?:Failed|MailFailure|Optional\\.of|Map\\.entry)\\(\\s*(?:(\\d+),\\s*)?"
              + "(\"[^\"]+\"(?:\\s*\\+\\s*\"[^\"]+\")*)\\s*(?!\\s*\\+)[,).]");

  @Test
  void what_the_forms_can_get_wrong_has_hebrew_words() throws Exception {
    var missing = new ArrayList<String>();
    int found = 0;
    for (String reader :
        List.of(
            "AlertRulesReader",
            "BookingMessagesReader",
            "BookingReader",
            "CallingReader",
            "LeadFieldReader",
            "OpeningHoursReader",
            "CallerStoryReader")) {
      String source =
          Files.readString(
              Path.of("src/main/java/app/kolan/server/business/" + reader + ".java"),
              StandardCharsets.UTF_8);
      for (String remedy : REMEDY.matcher(source).results().map(match -> match.group(1)).toList()) {
        found++;
        String example =
            remedy
                .replace("\\\"", "\"")
                .replace("%d", "7")
                .replace("%s", "x")
                .replaceAll("(; |most |of )$", "$17");
        if (ProblemWords.hebrew(example).isEmpty()) {
          missing.add(reader + ": " + example);
        }
      }
    }
    assertThat(found).isGreaterThan(30);
    assertThat(missing).isEmpty();
  }

  @Test
  void why_an_alert_did_not_arrive_has_hebrew_words() throws Exception {
    var missing = new ArrayList<String>();
    int found = 0;
    for (String source :
        List.of(
            "notify/AlertDelivery",
            "notify/AlertMaker",
            "notify/mail/MailChannel",
            "notify/push/PushChannel",
            "notify/twilio/MessageChannel",
            "notify/twilio/MessageErrors",
            "notify/webhook/WebhookChannel",
            "mail/smtp/SmtpMailer",
            "tool/http/SafeClient")) {
      String text = Files.readString(Path.of("src/main/java/app/kolan/server/" + source + ".java"));
      for (MatchResult sentence : FAILURE.matcher(text).results().toList()) {
        found++;
        String example =
            sentence.group(2).replaceAll("\"\\s*\\+\\s*\"|^\"|\"$", "").replace("%d", "7")
                + (sentence.group(1) == null ? "" : " (%s)".formatted(sentence.group(1)));
        if (ProblemWords.ofFailure(example, Language.HEBREW).english()) {
          missing.add(source + ": " + example);
        }
      }
    }
    assertThat(found).isGreaterThan(35);
    assertThat(missing).isEmpty();
  }

  @Test
  void why_something_failed_stands_in_the_language_of_the_page() {
    assertThat(ProblemWords.ofFailure("HTTP 503", Language.HEBREW).text())
        .isEqualTo("השרת שקיבל את הבקשה ענה בקוד \u2068503\u2069.");
    assertThat(ProblemWords.ofFailure("SSLHandshakeException", Language.HEBREW).text())
        .contains("SSLHandshakeException", "לא התקבלה תשובה");
    assertThat(
            List.of(
                "it is in the server's log",
                "A call of his is under way or just over; it is erased after it.",
                "The database could not be written anew yet: LEDGER_BUSY: x. See that y.",
                "There is no such contact.",
                "Nothing is erased: legal hold 1, 2 is on it. Lift it first, if the law lets you."))
        .as("of an erasure or of retention")
        .noneMatch(sentence -> ProblemWords.ofFailure(sentence, Language.HEBREW).english());
    assertThat(ProblemWords.ofFailure("HTTP 503", Language.ENGLISH).text()).isEqualTo("HTTP 503");
    assertThat(ProblemWords.ofFailure("what nobody has written", Language.HEBREW).english())
        .isTrue();
  }

  @Test
  void no_sentence_of_a_list_stands_there_twice() throws Exception {
    for (String list : List.of("remedies_he.txt", "findings_he.txt", "failures_he.txt")) {
      List<String> sentences =
          Files.readAllLines(Path.of("src/main/resources/console", list)).stream()
              .filter(line -> !line.startsWith("#") && line.contains(" => "))
              .map(line -> line.substring(0, line.indexOf(" => ")))
              .toList();
      assertThat(sentences).as(list).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    }
  }

  @Test
  void values_stand_in_the_sentence_and_what_is_not_known_stays_english() {
    var known = new ConfigProblem("retention.sound", "x", "give a whole number from 1 to 36500");
    assertThat(ProblemWords.atField(known, Language.HEBREW).text())
        .isEqualTo("צריך מספר שלם בין \u20681\u2069 ל־\u206836500\u2069.");
    assertThat(ProblemWords.ofForm(known, Language.HEBREW).text()).contains("retention.sound");
    assertThat(ProblemWords.atField(known, Language.ENGLISH).text())
        .isEqualTo("x: give a whole number from 1 to 36500");

    var other = new ConfigProblem("tools", "x", "something that only a developer sets");
    assertThat(ProblemWords.atField(other, Language.HEBREW).english()).isTrue();
    assertThat(ProblemWords.atField(other, Language.ENGLISH).english()).isFalse();
  }
}

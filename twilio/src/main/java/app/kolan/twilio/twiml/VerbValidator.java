package app.kolan.twilio.twiml;

import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// Validates the content of a verb that the schema allows: attribute values, texts, languages and
/// voices.
///
/// Source: the pages of the errors 13xxx, https://www.twilio.com/docs/api/errors
final class VerbValidator {
  private static final int LONGEST_TEXT = 4096;
  private static final int LONGEST_TEXT_OF_POLLY = 3000;
  private static final int LONGEST_TRANSCRIBED = 120;
  private static final Pattern HEBREW_VOICE =
      Pattern.compile("Google\\.he-IL-(?:Standard|Wavenet)-[A-D]");
  private static final Pattern HEBREW_CHIRP = Pattern.compile("Google\\.he-IL-Chirp3-HD-\\w+");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})+");
  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{1,15}");

  /// As speech-to-text providers name them; Hebrew is `iw`.
  private static final Set<String> RECOGNISED = recognised();

  private final TwimlRules rules;
  private final BiConsumer<Problem, String> findings;

  /// @param findings receives the findings
  VerbValidator(TwimlRules rules, BiConsumer<Problem, String> findings) {
    this.rules = rules;
    this.findings = findings;
  }

  /// Validates one element, without its children.
  void judge(XmlElement element) {
    for (Attribute attribute : Attribute.of(element.name())) {
      element
          .attribute(attribute.name())
          .filter(value -> !attribute.allows().test(value))
          .ifPresent(
              _ ->
                  findings.accept(
                      attribute.problem(),
                      "<%s %s> is %s"
                          .formatted(element.name(), attribute.name(), attribute.words())));
    }
    switch (element.name()) {
      case "Say" -> say(element);
      case "Gather" -> gather(element);
      case "Record" -> record(element);
      case "Dial", "Number" -> number(element);
      default -> {}
    }
  }

  private void say(XmlElement say) {
    String text = say.wholeText();
    String voice = say.attribute("voice").orElse("");
    boolean hebrew = say.attribute("language").orElse("").toLowerCase(Locale.ROOT).startsWith("he");
    int longest = voice.startsWith("Polly.") ? LONGEST_TEXT_OF_POLLY : LONGEST_TEXT;
    if (text.isEmpty()) {
      findings.accept(Problems.SAY_TEXT, "a <Say> has no text");
    } else if (text.length() > longest) {
      findings.accept(
          Problems.SAY_TEXT_TOO_LONG, "a <Say> has more than %d characters".formatted(longest));
    }
    if ((hebrew || voice.startsWith("Google.he-IL-")) && !speaksHebrew(voice)) {
      findings.accept(
          Problems.SAY_VOICE,
          "a Hebrew <Say> needs one of the voices Google.he-IL-Standard-A to D or Wavenet-A to D");
    }
    for (XmlElement inside : say.children()) {
      judge(inside);
    }
  }

  private boolean speaksHebrew(String voice) {
    return HEBREW_VOICE.matcher(voice).matches()
        || rules.chirpSpeaksHebrew() && HEBREW_CHIRP.matcher(voice).matches();
  }

  private void gather(XmlElement gather) {
    gather
        .attribute("finishOnKey")
        .ifPresent(
            key -> {
              if (key.length() > 1 && key.matches("[0-9*#]+")) {
                findings.accept(Problems.known(13311), "<Gather finishOnKey> is more than one key");
              } else if (!key.matches("[0-9*#]?")) {
                findings.accept(Problems.known(13310), "<Gather finishOnKey> is no key");
              }
            });
    gather
        .attribute("language")
        .ifPresent(
            language -> {
              if (!LANGUAGE.matcher(language).matches()) {
                findings.accept(
                    Problems.GATHER_LANGUAGE, "a <Gather> has a language without its country");
              } else if (!RECOGNISED.contains(language.split("-", 2)[0])) {
                findings.accept(
                    Problems.GATHER_UNKNOWN_LANGUAGE,
                    "no recogniser knows the language of a <Gather>; Hebrew is iw-IL");
              }
            });
    if (gather.attribute("speechModel").filter(model -> !model.equals("default")).isPresent()
        && gather.attribute("speechTimeout").orElse("").equals("auto")) {
      findings.accept(
          Problems.known(13335), "a <Gather> with a speechModel needs a speechTimeout in seconds");
    }
  }

  private void record(XmlElement record) {
    boolean transcribed =
        record.attribute("transcribe").orElse("").equals("true")
            || record.attribute("transcribeCallback").isPresent();
    int longest =
        record
            .attribute("maxLength")
            .filter(length -> length.matches("[0-9]{1,6}"))
            .map(Integer::valueOf)
            .orElse(Integer.MAX_VALUE);
    if (transcribed && longest > LONGEST_TRANSCRIBED) {
      findings.accept(
          Problems.known(13615), "a <Record> that is transcribed is longer than 120 seconds");
    }
  }

  /// The number is the element's text; a `<Dial>` may hold nouns instead.
  private void number(XmlElement element) {
    boolean holdsNouns = element.name().equals("Dial") && !element.children().isEmpty();
    String number = element.text().replaceAll("[\\s()./-]", "");
    if (!holdsNouns && !NUMBER.matcher(number).matches()) {
      findings.accept(Problems.known(13223), "what is dialled is no number in E.164");
    }
  }

  /// A finding for each element that a `<Gather>` or a `<Dial>` cannot hold.
  static boolean mayHold(String parent, String child) {
    return switch (parent) {
      case "Gather" -> List.of("Say", "Play", "Pause").contains(child);
      case "Dial" ->
          List.of("Number", "Client", "Conference", "Queue", "Sim", "Sip", "Application")
              .contains(child);
      default -> true;
    };
  }

  private static Set<String> recognised() {
    var languages = new HashSet<>(Arrays.asList(Locale.getISOLanguages()));
    languages.addAll(Set.of("iw", "cmn", "yue", "fil"));
    languages.remove("he");
    return Set.copyOf(languages);
  }
}

package app.kolan.twilio.twiml;

import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An attribute whose value Twilio validates, and the problem that it raises for an invalid value.
///
/// Source: https://www.twilio.com/docs/voice/twiml and the pages of the errors 13xxx
///
/// @param words what a value should be
record Attribute(
    String element, String name, Problem problem, Predicate<String> allows, String words) {
  private static final String POSITIVE = "a whole number above 0";
  private static final String COUNT = "a whole number";
  private static final Pattern COUNTED = Pattern.compile("[0-9]{1,6}");
  private static final Pattern KEYS = Pattern.compile("[0-9*#]*");
  private static final Pattern DTMF = Pattern.compile("[0-9A-DwW*#]+");
  private static final Pattern CALLER_ID =
      Pattern.compile("\\+?[0-9]{3,15}|(?:client|sip):\\S+|[A-Za-z0-9._-]{1,50}@\\S+");
  private static final Set<String> MODELS =
      Set.of(
          "default",
          "numbers_and_commands",
          "phone_call",
          "experimental_conversations",
          "experimental_utterances",
          "googlev2_long",
          "googlev2_short",
          "googlev2_telephony",
          "googlev2_telephony_short",
          "deepgram_nova-2",
          "deepgram_nova-3");

  private static final Map<String, List<Attribute>> JUDGED =
      List.of(
              words("Gather", "method", 13312, "GET", "POST"),
              words("Gather", "partialResultCallbackMethod", 13329, "GET", "POST"),
              words("Gather", "input", 13326, "dtmf", "speech", "dtmf speech", "speech dtmf"),
              words("Gather", "bargeIn", 13332, "true", "false"),
              words("Gather", "profanityFilter", 13333, "true", "false"),
              words("Gather", "actionOnEmptyResult", 13338, "true", "false"),
              of("Gather", "timeout", 13313, Attribute::isPositiveOrAuto, POSITIVE),
              of("Gather", "numDigits", 13314, Attribute::isPositive, POSITIVE),
              of(
                  "Gather",
                  "speechTimeout",
                  13327,
                  Attribute::isPositiveOrAuto,
                  POSITIVE + " or auto"),
              of("Gather", "maxSpeechTime", 13328, Attribute::isPositive, POSITIVE),
              of("Gather", "hints", 13330, Attribute::areHints, "500 hints of 100 letters"),
              of("Gather", "speechModel", 13334, MODELS::contains, "one of Twilio's models"),
              of("Play", "loop", 13410, Attribute::isCount, COUNT),
              of("Play", "digits", 13430, matches(DTMF), "keys and w"),
              of("Say", "loop", 13510, Attribute::isCount, COUNT),
              of("prosody", "rate", 13513, Attribute::isRate, "slow, medium, fast or a percentage"),
              words("Record", "method", 13610, "GET", "POST"),
              of("Record", "timeout", 13611, Attribute::isCount, COUNT),
              of("Record", "maxLength", 13612, Attribute::isPositive, POSITIVE),
              of("Record", "finishOnKey", 13613, matches(KEYS), "keys"),
              words("Record", "transcribe", 13614, "true", "false"),
              words("Record", "playBeep", 13616, "true", "false"),
              of(
                  "Record",
                  "recordingStatusCallbackEvent",
                  13621,
                  Attribute::areEvents,
                  "in-progress, completed and absent"),
              words("Record", "trim", 13699, "trim-silence", "do-not-trim"),
              words("Redirect", "method", 13710, "GET", "POST"),
              words("Reject", "reason", 13810, "rejected", "busy"),
              of("Pause", "length", 13910, Attribute::isCount, COUNT),
              words("Dial", "method", 13210, "GET", "POST"),
              of("Dial", "timeout", 13212, Attribute::isPositive, POSITIVE),
              words("Dial", "hangupOnStar", 13213, "true", "false"),
              of("Dial", "callerId", 13214, matches(CALLER_ID), "a number in E.164"),
              of("Dial", "timeLimit", 13216, Attribute::isPositive, POSITIVE),
              words(
                  "Dial",
                  "record",
                  13217,
                  "do-not-record",
                  "record-from-answer",
                  "record-from-ringing",
                  "record-from-answer-dual",
                  "record-from-ringing-dual",
                  "true",
                  "false"),
              words("Dial", "sequential", 13218, "true", "false"),
              words("Dial", "answerOnBridge", 13219, "true", "false"),
              of(
                  "Dial",
                  "ringTone",
                  13220,
                  Verb.Dial.RING_TONES::contains,
                  "a country of Twilio's"),
              words("Number", "method", 13221, "GET", "POST"),
              of("Number", "sendDigits", 13222, matches(DTMF), "keys and w"))
          .stream()
          .collect(Collectors.groupingBy(Attribute::element));

  /// The validated attributes of an element.
  static List<Attribute> of(String element) {
    return JUDGED.getOrDefault(element, List.of());
  }

  private static Attribute of(
      String element, String name, int code, Predicate<String> allows, String words) {
    return new Attribute(element, name, Problems.known(code), allows, words);
  }

  private static Attribute words(String element, String name, int code, String... allowed) {
    Set<String> set = Set.of(allowed);
    boolean method = set.contains("POST");
    return of(
        element,
        name,
        code,
        value -> set.contains(method ? value.toUpperCase(Locale.ROOT) : value),
        String.join(", ", allowed));
  }

  private static Predicate<String> matches(Pattern pattern) {
    return value -> pattern.matcher(value).matches();
  }

  private static boolean isCount(String value) {
    return COUNTED.matcher(value).matches();
  }

  private static boolean isPositive(String value) {
    return isCount(value) && Integer.parseInt(value) > 0;
  }

  private static boolean isPositiveOrAuto(String value) {
    return value.equals("auto") || isPositive(value);
  }

  private static boolean areHints(String value) {
    List<String> hints = Arrays.asList(value.split(",", -1));
    return hints.size() <= 500 && hints.stream().allMatch(hint -> hint.strip().length() <= 100);
  }

  private static boolean areEvents(String value) {
    return Set.of("in-progress", "completed", "absent")
        .containsAll(Arrays.asList(value.strip().split("\\s+")));
  }

  private static boolean isRate(String value) {
    return value.matches("x-slow|slow|medium|fast|x-fast|default|[0-9]{1,3}(?:\\.[0-9]+)?%");
  }
}

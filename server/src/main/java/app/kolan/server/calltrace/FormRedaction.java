package app.kolan.server.calltrace;

import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.FormPairs.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Redacts phone numbers and personal data in forms and documents. Form parameters on an allow-list
/// stay as they are; the values of all others are replaced.
final class FormRedaction {
  static final String HIDDEN = "…";

  private static final Set<String> HARMLESS =
      Set.of(
          "CallSid",
          "StreamSid",
          "RecordingSid",
          "DialCallSid",
          "ApiVersion",
          "CallStatus",
          "Direction",
          "CallDuration",
          "Duration",
          "Timestamp",
          "SequenceNumber",
          "ErrorCode",
          "RecordingDuration",
          "RecordingStatus",
          "RecordingChannels",
          "RecordingSource",
          "RecordingStartTime",
          "RecordingTrack",
          "StreamEvent",
          "StreamName",
          "DialCallStatus",
          "DialCallDuration",
          "DialBridged",
          "CallbackSource",
          "FromCountry",
          "ToCountry",
          "CallerCountry",
          "CalledCountry");
  private static final Set<String> TEXTS =
      Set.of("AccountSid", "RecordingUrl", "StreamError", "ErrorUrl");
  private static final Set<String> NUMBERS =
      Set.of("From", "To", "Caller", "Called", "ForwardedFrom", "CalledVia");
  private static final Pattern NUMBER = Pattern.compile("\\+[0-9]{5,15}");
  private static final Pattern LOCAL_NUMBER = Pattern.compile("(?<=>)[0-9]{5,15}(?=<)");
  private static final Pattern ACCOUNT = Pattern.compile("\\bAC[0-9a-zA-Z]{1,64}\\b");
  private static final Pattern CREDENTIALS_OR_QUERY = Pattern.compile("(?<=//)[^/@]*@|\\?.*");

  private final NumberPseudonyms numbers;
  private final Map<String, String> accounts = new HashMap<>();

  FormRedaction(NumberPseudonyms numbers) {
    this.numbers = numbers;
  }

  FormPairs of(FormPairs form) {
    List<Pair> pairs = new ArrayList<>();
    for (Pair pair : form.pairs()) {
      if (!FullRedaction.isSecret(pair.name())) {
        pairs.add(new Pair(pair.name(), value(pair.name(), pair.value())));
      }
    }
    return new FormPairs(pairs);
  }

  private String value(String name, String value) {
    if (value.isEmpty() || HARMLESS.contains(name)) {
      return value;
    } else if (NUMBERS.contains(name)) {
      return numbers.of(value);
    } else if (TEXTS.contains(name)) {
      return text(CREDENTIALS_OR_QUERY.matcher(value).replaceAll(""));
    } else if (name.equals("Digits")) {
      return value.matches("[0-9*#]+")
          ? numbers.ofKeys(value)
          : value.equals("hangup") ? value : HIDDEN;
    }
    return HIDDEN;
  }

  /// Returns the document or message with phone numbers and account identifiers replaced.
  String text(String text) {
    String hidden = replaced(NUMBER, text);
    hidden = replaced(LOCAL_NUMBER, hidden);
    return ACCOUNT.matcher(hidden).replaceAll(found -> account(found.group()));
  }

  String account(String sid) {
    return sid.isEmpty()
        ? sid
        : accounts.computeIfAbsent(sid, _ -> "AC%032d".formatted(accounts.size() + 1));
  }

  private String replaced(Pattern number, String text) {
    return number
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(numbers.of(found.group())));
  }
}

package app.kolan.server.business;

import app.kolan.server.settings.YamlSection;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `business.transfer-to` and `business.hand-over`.
final class TransferReader {
  /// The languages in which somebody can be told who is there.
  static final List<String> LANGUAGES = List.of("he", "en", "ru", "ar");

  private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]{1,40}");
  private static final List<String> KEYS = List.of("number", "about", "language", "hours", "then");
  private static final int MOST_AFTER = 5;

  private TransferReader() {}

  /// @param hours those of the business, whose zone and holidays hold for people, too; null when
  ///   they are not known
  static TransferTargets targets(YamlSection part, @Nullable OpeningHours hours) {
    Map<String, YamlSection> entries = part.entries();
    var targets = new ArrayList<TransferTargets.Target>();
    entries.forEach((label, target) -> targets.add(target(label, target, hours, entries)));
    return new TransferTargets(targets);
  }

  private static TransferTargets.Target target(
      String label,
      YamlSection target,
      @Nullable OpeningHours hours,
      Map<String, YamlSection> entries) {
    boolean isMap = target.isMap();
    if (isMap) {
      target.only(KEYS);
    }
    YamlSection number = isMap ? target.at("number") : target;
    var phone = new PhoneNumber(number.text(""));
    if (!phone.isDialable()) {
      number.problem(
          phone.value().isEmpty() ? "not set" : phone.value(),
          "write it in E.164 and in quotes, such as \"+972501234567\"");
    }
    if (!LABEL.matcher(label).matches()) {
      target.problem("no label", "use Latin letters, digits, _ and -");
    }
    return isMap
        ? new TransferTargets.Target(
            label,
            phone,
            target.at("about").text(""),
            language(target.at("language")),
            target.at("hours").isThere() ? hours(target.at("hours"), hours) : null,
            then(label, target.at("then"), entries))
        : new TransferTargets.Target(label, phone, "");
  }

  private static @Nullable String language(YamlSection language) {
    String word = language.text("");
    if (word.isEmpty() || LANGUAGES.contains(word)) {
      return word.isEmpty() ? null : word;
    }
    language.problem(word, "choose one of " + String.join(", ", LANGUAGES));
    return null;
  }

  private static OpeningHours hours(YamlSection part, @Nullable OpeningHours business) {
    OpeningHours base =
        business == null
            ? new OpeningHours(ZoneId.of("Asia/Jerusalem"), Map.of(), Map.of(), null)
            : business;
    return OpeningHoursReader.readOfPart(part, base);
  }

  private static List<String> then(
      String label, YamlSection then, Map<String, YamlSection> entries) {
    var labels = new ArrayList<String>();
    for (YamlSection each : then.parts()) {
      String other = each.text("");
      boolean isHuman = other.equals(TransferTargets.HUMAN);
      if (other.equals(label) || !isHuman && !entries.containsKey(other)) {
        each.problem(other, "name others of transfer-to, or human");
      } else if (labels.size() == MOST_AFTER) {
        each.problem(other, "name at most " + MOST_AFTER);
      } else {
        labels.add(other);
      }
    }
    return labels;
  }

  /// Cold unless it is set.
  static HandOverMode mode(YamlSection part) {
    String word = part.text(HandOverMode.COLD.word());
    for (HandOverMode mode : HandOverMode.values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    part.problem(word, "choose warm or cold");
    return HandOverMode.COLD;
  }
}

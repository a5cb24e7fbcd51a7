package app.kolan.server.console.settings;

import app.kolan.server.business.Business;
import app.kolan.server.business.BusinessProfile;
import app.kolan.server.business.Greeting;
import app.kolan.server.business.OpeningHours;
import app.kolan.server.business.TransferTargets.Target;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What the server's own settings say of its business, in the form of a document, to be shown.
/// Where candles are lit is left out, as it is kept as degrees.
public final class OwnSettings {
  private OwnSettings() {}

  public static ObjectNode of(Business business) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("name", business.name());
    document.put("mode", business.mode().name().toLowerCase(Locale.ROOT));
    document.put("language", business.locale().language());
    Greeting greeting = business.greeting();
    if (greeting != null) {
      document.put("greeting", greeting.text());
      document.put("say-voice", greeting.voice());
    }
    if (business.human() != null) {
      document.put("human-number", business.human().value());
    }
    profile(business.profile(), document);
    return document;
  }

  private static void profile(BusinessProfile profile, ObjectNode document) {
    if (!profile.instructions().isEmpty()) {
      document.put("instructions", profile.instructions());
    }
    if (profile.hours() != null) {
      hours(profile.hours(), document.putObject("hours"));
    }
    if (!profile.transfers().all().isEmpty()) {
      ObjectNode people = document.putObject("transfer-to");
      for (Target target : profile.transfers().all()) {
        people
            .putObject(target.label())
            .put("number", target.number().value())
            .put("about", target.about());
      }
    }
    ArrayNode tools = document.putArray("tools");
    profile
        .tools()
        .forEach(
            tool ->
                tools.addObject().put("name", tool.name()).put("description", tool.description()));
    Set<String> allowed = profile.allowedTools();
    if (allowed != null) {
      ArrayNode names = document.putArray("allowed-tools");
      allowed.stream().sorted().forEach(names::add);
    }
    if (!profile.lexicon().isEmpty()) {
      ObjectNode lexicon = document.putObject("lexicon");
      profile.lexicon().forEach(lexicon::put);
    }
    if (!profile.sounds().isEmpty()) {
      ObjectNode sounds = document.putObject("sounds");
      profile.sounds().forEach(sounds::put);
    }
  }

  private static void hours(OpeningHours hours, ObjectNode document) {
    hours.week().forEach((day, ranges) -> document.put(HoursPart.key(day), text(ranges)));
    if (!hours.exceptions().isEmpty()) {
      ObjectNode exceptions = document.putObject(HoursPart.EXCEPTIONS);
      hours.exceptions().forEach((date, ranges) -> exceptions.put(date.toString(), text(ranges)));
    }
    if (hours.holidays() == null) {
      document.put("holidays", "open");
    } else {
      document.put("holiday-eves", word(hours.holidays().eves()));
      document.put("chol-hamoed", word(hours.holidays().cholHamoed()));
    }
  }

  private static String word(Enum<?> rule) {
    return rule.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String text(List<OpeningHours.Hours> ranges) {
    return ranges.isEmpty()
        ? "closed"
        : ranges.stream()
            .map(range -> range.from() + "-" + range.to())
            .collect(Collectors.joining(", "));
  }
}

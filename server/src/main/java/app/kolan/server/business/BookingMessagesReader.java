package app.kolan.server.business;

import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.settings.YamlSection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads `business.booking.messages`.
final class BookingMessagesReader {
  private static final int MOST_REMINDERS = 3;
  private static final int MOST_HOURS = 14 * 24;
  private static final String USUAL_QUIET = "21:00-08:00";

  private BookingMessagesReader() {}

  /// How people hear of their appointments; null when they do not.
  static @Nullable BookingMessages read(YamlSection part, OpeningHours hours) {
    if (!part.isThere()) {
      return null;
    }
    part.only(List.of("by", "from", "template", "reminders", "remind-by", "quiet", "waiting-list"));
    Channel by =
        switch (part.at("by").needed("write sms, whatsapp or mail")) {
          case "whatsapp" -> Channel.WHATSAPP;
          case "mail" -> Channel.MAIL;
          case "sms", "" -> Channel.SMS;
          case String other -> {
            part.at("by").problem(other, "write sms, whatsapp or mail");
            yield Channel.SMS;
          }
        };
    boolean isMail = by == Channel.MAIL;
    if (isMail && part.at("from").isThere()) {
      part.at("from").problem("set", "only SMS and WhatsApp have a number; leave it out");
    }
    if (by != Channel.WHATSAPP && part.at("template").isThere()) {
      part.at("template").problem("set", "only WhatsApp has templates");
    }
    return new BookingMessages(
        by,
        isMail ? null : AlertRulesReader.from(part.at("from")),
        AlertRulesReader.template(part.at("template")),
        reminders(part.at("reminders")),
        quiet(part.at("quiet"), hours),
        waiting(part.at("waiting-list"), isMail),
        remindsByCall(part.at("remind-by")));
  }

  private static boolean remindsByCall(YamlSection part) {
    return switch (part.text().orElse("message")) {
      case "call" -> true;
      case "message" -> false;
      case String other -> {
        part.problem(other, "write message or call");
        yield false;
      }
    };
  }

  private static int waiting(YamlSection part, boolean isMail) {
    if (isMail && part.isThere()) {
      part.problem("set", "who waits is asked by SMS or WhatsApp; set by to one of them");
    }
    return part.number(5, 240).orElse(0);
  }

  private static List<Integer> reminders(YamlSection part) {
    var hours = new ArrayList<Integer>();
    for (YamlSection each : part.parts()) {
      each.number(1, MOST_HOURS).ifPresent(hours::add);
    }
    if (hours.size() > MOST_REMINDERS) {
      part.problem(hours.size() + " of them", "give at most " + MOST_REMINDERS);
    }
    return hours;
  }

  private static QuietTimes quiet(YamlSection part, OpeningHours hours) {
    if (part.isThere()) {
      return AlertRulesReader.quiet(part, hours);
    }
    HolidayPolicy policy = hours.holidays();
    return new QuietTimes(
        hours.zone(),
        policy == null ? HolidayPolicy.City.JERUSALEM : policy.city(),
        List.of(OpeningHoursReader.range(USUAL_QUIET).orElseThrow()));
  }
}

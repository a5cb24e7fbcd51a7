package app.kolan.server.business;

import app.kolan.server.business.AlertRule.Channel;
import app.kolan.server.business.HolidayPolicy.City;
import app.kolan.server.business.OpeningHours.Hours;
import app.kolan.server.settings.DidYouMean;
import app.kolan.server.settings.Secret;
import app.kolan.server.settings.YamlSection;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `business.alerts`: a list of who gets which alerts, how, and when not.
final class AlertRulesReader {
  private static final int MOST_RULES = 50;
  private static final Pattern MAIL = Pattern.compile("[^@\\s<>,;:\"]+@[^@\\s<>,;:\"]+");
  private static final Pattern TEMPLATE = Pattern.compile("HX[0-9a-fA-F]{32}");
  private static final List<String> KEYS =
      List.of("to", "kinds", "quiet", "secret", "from", "template", "digest");
  private static final Set<AlertKind> USUAL =
      EnumSet.of(
          AlertKind.APPOINTMENT,
          AlertKind.NEW_LEAD,
          AlertKind.MESSAGE,
          AlertKind.MISSED_CALL,
          AlertKind.CALL_BROKEN);

  private final ToolSpecReader web;
  private final @Nullable OpeningHours hours;

  private AlertRulesReader(ToolSpecReader web, @Nullable OpeningHours hours) {
    this.web = web;
    this.hours = hours;
  }

  /// The rules of a list.
  ///
  /// @param web knows which URLs may be asked
  /// @param hours whose city and time zone hold for quiet times, too
  static List<AlertRule> read(YamlSection part, ToolSpecReader web, @Nullable OpeningHours hours) {
    var reader = new AlertRulesReader(web, hours);
    var rules = new ArrayList<AlertRule>();
    var destinations = new HashSet<String>();
    for (YamlSection each : part.parts()) {
      each.only(KEYS);
      AlertRule rule = reader.rule(each);
      if (!destinations.add(rule.destination())) {
        each.at("to").problem("there already", "give each destination one entry with all kinds");
      }
      rules.add(rule);
    }
    if (rules.size() > MOST_RULES) {
      part.problem(rules.size() + " entries", "give at most " + MOST_RULES);
    }
    return rules;
  }

  private AlertRule rule(YamlSection part) {
    YamlSection to = part.at("to");
    String text = to.needed("write it as mail:…, sms:+972…, whatsapp:+972… or webhook:https://…");
    Channel channel = channel(to, text);
    String address = text.substring(Math.min(text.length(), text.indexOf(':') + 1));
    boolean isWebhook = channel == Channel.WEBHOOK;
    boolean isMessage = channel == Channel.SMS || channel == Channel.WHATSAPP;
    if (!text.isEmpty()) {
      judge(channel, address, to);
    }
    Secret secret = isWebhook ? web.secret(part.at("secret")) : null;
    String from = isMessage ? from(part.at("from")) : null;
    refuse(part.at("secret"), isWebhook, "only a webhook is signed; leave it out");
    refuse(part.at("from"), isMessage, "only SMS and WhatsApp have a number; leave it out");
    refuse(part.at("template"), channel == Channel.WHATSAPP, "only WhatsApp has templates");
    return new AlertRule(
        channel,
        address,
        kinds(part.at("kinds")),
        quiet(part.at("quiet"), hours),
        secret,
        from,
        template(part.at("template")),
        digestAt(part.at("digest")));
  }

  private static Channel channel(YamlSection to, String text) {
    for (Channel channel : Channel.values()) {
      if (channel != Channel.PUSH && text.startsWith(channel.word() + ":")) {
        return channel;
      }
    }
    if (!text.isEmpty()) {
      to.problem(text, "begin it with mail:, sms:, whatsapp: or webhook:");
    }
    return Channel.MAIL;
  }

  private void judge(Channel channel, String address, YamlSection to) {
    switch (channel) {
      case MAIL -> {
        if (!MAIL.matcher(address).matches()) {
          to.problem(address, "give one mail address, such as mail:owner@example.com");
        }
      }
      case SMS, WHATSAPP -> dialable(to, address);
      case PUSH -> {}
      case WEBHOOK -> {
        var _ = web.url(to.withText(address));
      }
    }
  }

  private static void dialable(YamlSection part, String number) {
    if (!new PhoneNumber(number).isDialable()) {
      part.problem(
          number.isEmpty() ? "not set" : number,
          "write the number in E.164, such as \"+972501234567\"");
    }
  }

  /// The number that messages come from.
  static String from(YamlSection part) {
    String number = part.needed("give the number of yours at Twilio that messages come from");
    if (!number.isEmpty()) {
      dialable(part, number);
    }
    return number;
  }

  private static void refuse(YamlSection part, boolean allowed, String remedy) {
    if (!allowed && part.isThere()) {
      part.problem("set", remedy);
    }
  }

  /// The SID of a template of WhatsApp; null for none.
  static @Nullable String template(YamlSection part) {
    Optional<String> sid = part.text();
    if (sid.isPresent() && !TEMPLATE.matcher(sid.get()).matches()) {
      part.problem(sid.get(), "give the SID of a content template, HX and 32 hexadecimal digits");
    }
    return sid.orElse(null);
  }

  private static Set<AlertKind> kinds(YamlSection part) {
    if (!part.isThere()) {
      return USUAL;
    }
    List<String> words = AlertKind.ofRules().stream().map(AlertKind::word).toList();
    var kinds = EnumSet.noneOf(AlertKind.class);
    for (YamlSection each : part.parts()) {
      String word = each.text("");
      Optional<AlertKind> kind = AlertKind.ofWord(word);
      kind.ifPresent(kinds::add);
      if (kind.isEmpty()) {
        each.problem(word, "there is no such kind; " + DidYouMean.hint(word, words));
      }
    }
    return kinds;
  }

  private static LocalTime digestAt(YamlSection part) {
    String text = part.text("");
    if (text.isEmpty()) {
      return AlertRule.USUAL_DIGEST;
    }
    try {
      return LocalTime.parse(text.length() == 4 ? "0" + text : text);
    } catch (DateTimeParseException _) {
      part.problem(text, "write a time of the day, such as \"18:00\"");
      return AlertRule.USUAL_DIGEST;
    }
  }

  /// When it is quiet.
  ///
  /// @param own the hours of the business; null when they are not known
  static QuietTimes quiet(YamlSection part, @Nullable OpeningHours own) {
    ZoneId zone = own == null ? BusinessLocale.ISRAEL.zone() : own.zone();
    HolidayPolicy policy = own == null ? null : own.holidays();
    City city = null;
    var daily = new ArrayList<Hours>();
    for (YamlSection each : part.parts()) {
      String text = each.text("");
      if (text.equals("shabbat")) {
        city = policy == null ? City.JERUSALEM : policy.city();
        continue;
      }
      Optional<Hours> range = OpeningHoursReader.range(text);
      range.ifPresent(daily::add);
      if (range.isEmpty()) {
        each.problem(text, "write shabbat, or hours as 22:00-07:00, several with commas");
      }
    }
    var quiet = new QuietTimes(zone, city, daily);
    if (daily.stream().anyMatch(each -> each.from().equals(each.to()))) {
      part.problem("a whole day", "leave some of the day, or remove the entry");
    }
    return quiet;
  }
}

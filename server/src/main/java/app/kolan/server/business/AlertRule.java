package app.kolan.server.business;

import app.kolan.server.settings.Secret;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whom a business has told of what. It prints without the address.
///
/// @param address a mail address, a number in E.164, or a URL
/// @param kinds the kinds of alerts that are sent
/// @param quiet when nothing is sent; alerts are held until its end
/// @param secret what a webhook is signed with; null for the other channels
/// @param from the number that SMS and WhatsApp come from; null for the other channels
/// @param template the SID of a WhatsApp template, without which Twilio delivers only to those who
///   have written within a day; null for none
/// @param digestAt when the digest of a day is sent, by the clocks of the business
public record AlertRule(
    Channel channel,
    String address,
    Set<AlertKind> kinds,
    QuietTimes quiet,
    @Nullable Secret secret,
    @Nullable String from,
    @Nullable String template,
    LocalTime digestAt) {
  /// When the day is over for most.
  static final LocalTime USUAL_DIGEST = LocalTime.of(18, 0);

  /// How an alert gets to somebody.
  public enum Channel {
    MAIL,
    SMS,
    WHATSAPP,
    WEBHOOK,
    /// A browser; it is chosen in the console, and no rule of the settings names it.
    PUSH;

    /// Its word in settings and in the API.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AlertRule {
    kinds = Set.copyOf(kinds);
  }

  /// A rule whose digest comes at the usual time.
  public AlertRule(
      Channel channel,
      String address,
      Set<AlertKind> kinds,
      QuietTimes quiet,
      @Nullable Secret secret,
      @Nullable String from,
      @Nullable String template) {
    this(channel, address, kinds, quiet, secret, from, template, USUAL_DIGEST);
  }

  /// Where it tells, as the settings have it; the same for the same destination.
  public String destination() {
    return channel.word() + ":" + address;
  }

  /// Where it tells, for who may not know the address: the domain of a mail, the last digits of a
  /// number, the host of a URL.
  public String maskedDestination() {
    return channel.word() + ":" + masked(channel, address);
  }

  /// An address without what is private in it.
  public static String masked(Channel channel, String address) {
    return switch (channel) {
      case MAIL -> "***" + address.substring(Math.max(0, address.lastIndexOf('@')));
      case SMS, WHATSAPP -> new PhoneNumber(address).masked();
      case PUSH -> address;
      case WEBHOOK -> {
        int host = address.indexOf("://") + 3;
        int path = address.indexOf('/', host);
        yield path < 0 ? address : address.substring(0, path) + "/***";
      }
    };
  }

  @Override
  public String toString() {
    return "AlertRule[channel=%s, kinds=%s]".formatted(channel, kinds);
  }
}

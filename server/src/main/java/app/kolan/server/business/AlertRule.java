package app.kolan.server.business;

import app.kolan.server.settings.Secret;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whom a business has told of what. It prints without the address.
///
/// @param address a mail address, a number in E.164, or a URL
/// @param kinds what is told
/// @param quiet when nothing is told; it is told after that
/// @param secret what a webhook is signed with; null for the other channels
/// @param from the number that SMS and WhatsApp come from; null for the other channels
/// @param template the SID of a WhatsApp template, without which Twilio delivers only to those who
///   have written within a day; null for none
public record AlertRule(
    Channel channel,
    String address,
    Set<AlertKind> kinds,
    QuietTimes quiet,
    @Nullable Secret secret,
    @Nullable String from,
    @Nullable String template) {
  /// How an alert gets to somebody.
  public enum Channel {
    MAIL,
    SMS,
    WHATSAPP,
    WEBHOOK;

    /// Its word in settings and in the API.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public AlertRule {
    kinds = Set.copyOf(kinds);
  }

  /// Where it tells, as the settings have it; the same for the same destination.
  public String destination() {
    return channel.word() + ":" + address;
  }

  @Override
  public String toString() {
    return "AlertRule[channel=%s, kinds=%s]".formatted(channel, kinds);
  }
}

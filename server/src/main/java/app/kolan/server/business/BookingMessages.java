package app.kolan.server.business;

import app.kolan.server.business.AlertRule.Channel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How those for whom appointments are hear of them. Whose mail address is known gets a mail
/// besides.
///
/// @param by SMS or WhatsApp; mail for mails alone
/// @param from the number that messages come from; null for mails alone
/// @param template the SID of a WhatsApp template; null for none
/// @param reminderHours how many hours before they begin appointments are reminded of; none for
///   never
/// @param quiet when nobody is reminded, or asked for a time that has fallen free
/// @param waitingMinutes how long such a time is held for who is asked; 0 for no waiting list
/// @param remindsByCall whether a machine calls to remind, instead of a message
public record BookingMessages(
    Channel by,
    @Nullable String from,
    @Nullable String template,
    List<Integer> reminderHours,
    QuietTimes quiet,
    int waitingMinutes,
    boolean remindsByCall) {
  public BookingMessages {
    reminderHours = List.copyOf(reminderHours);
  }

  /// The rule by which one message is sent.
  ///
  /// @return empty for a channel that is not used
  public Optional<AlertRule> rule(Channel channel, String address, AlertKind kind) {
    if (channel != Channel.MAIL && channel != by) {
      return Optional.empty();
    }
    boolean isMail = channel == Channel.MAIL;
    return Optional.of(
        new AlertRule(
            channel,
            address,
            Set.of(),
            kind == AlertKind.APPOINTMENT_REMINDER ? quiet : QuietTimes.NONE,
            null,
            isMail ? null : from,
            isMail ? null : template));
  }
}

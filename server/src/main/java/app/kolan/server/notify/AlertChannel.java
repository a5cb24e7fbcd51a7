package app.kolan.server.notify;

import app.kolan.server.business.AlertRule;
import app.kolan.server.business.BusinessSettings;
import org.jspecify.annotations.Nullable;

/// One way to get an alert to somebody. Any thread but an event loop may use it; each sending is
/// bounded in time, to less than two minutes. Nothing is opened before the first one.
public interface AlertChannel extends AutoCloseable {
  /// What came of sending.
  sealed interface Sent {
    /// It was taken.
    ///
    /// @param carrierId the identifier that the carrier gave it; empty for none
    /// @param code the status of HTTP or the reply of SMTP; null for none
    record Taken(String carrierId, @Nullable Integer code) implements Sent {}

    /// It was not, as far as is known.
    ///
    /// @param why in a few words, without address and contents
    /// @param code the status of HTTP, the reply of SMTP, or Twilio's code; null for none
    /// @param isLasting whether another attempt is useless
    record Failed(String why, @Nullable Integer code, boolean isLasting) implements Sent {}
  }

  /// Sends an alert as the rule of now says.
  Sent send(Alert alert, AlertRule rule, BusinessSettings business) throws InterruptedException;

  @Override
  default void close() {}
}

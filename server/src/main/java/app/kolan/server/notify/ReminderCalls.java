package app.kolan.server.notify;

import app.kolan.server.store.Appointment;
import java.time.Instant;

/// Has people called who are to be reminded of their appointments.
public interface ReminderCalls {
  /// Orders a call; ordering it again changes nothing.
  ///
  /// @param cause the same reminder twice has the same
  /// @param words what it is, when and with whom, as it is spoken
  /// @return whether somebody calls; false when something is in the way, so that he is reminded by
  ///   a message
  /// @throws app.kolan.server.store.StoreException when it cannot be written down
  boolean order(Appointment appointment, String cause, String words, Instant now);
}

package app.kolan.server.tool;

import app.kolan.server.business.CallContext;
import app.kolan.twilio.webhook.PhoneNumber;

/// Notes for ever that somebody does not want to be called by a business. Any thread may use it; it
/// blocks for the disk.
@FunctionalInterface
public interface DoNotCallRequests {
  /// @param call in which he said so
  void note(CallContext call, PhoneNumber number);
}

package app.kolan.server.business;

import app.kolan.carrier.webhook.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// A business that is called.
///
/// @param id what `<Parameter name="business_id">` carries
/// @param human whom a caller is connected to who asks for one; null when there is nobody
public record Business(long id, String name, @Nullable PhoneNumber human, AnswerMode mode) {
  /// The only business of a server with one tenant.
  public static final long FIRST = 1;
}

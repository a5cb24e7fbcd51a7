package app.kolan.server.directory;

import app.kolan.twilio.webhook.PhoneNumber;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A business as the directory has it, apart from its settings.
///
/// @param id what calls and leads refer to; never used again
/// @param slug its short name for programs and addresses: lower-case Latin letters, digits and
///   hyphens; unique
/// @param name how people call it
/// @param accountSid the Twilio account that its numbers belong to; null for the server's own
/// @param numbers those that are called, in E.164
/// @param publishedVersion the version of its settings by which calls are answered; null as long as
///   none is published
/// @param revision grows with every change of this row, for `ETag`
public record BusinessRecord(
    long id,
    String slug,
    String name,
    BusinessState state,
    ManagedBy managedBy,
    @Nullable String accountSid,
    List<PhoneNumber> numbers,
    @Nullable Long publishedVersion,
    Instant createdAt,
    long revision) {
  public BusinessRecord {
    numbers = List.copyOf(numbers);
  }
}

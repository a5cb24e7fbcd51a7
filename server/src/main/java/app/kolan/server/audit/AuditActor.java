package app.kolan.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// On whose behalf something is done, for the audit log.
///
/// @param name who, such as `user:7`
/// @param address from which network address; null for a command
public record AuditActor(String name, @Nullable String address) {
  /// A command on the server itself.
  public static final AuditActor COMMAND = new AuditActor("command", null);

  /// An entry of what this one does.
  public AuditEntry entry(
      Instant at, String action, @Nullable Long business, String subject, @Nullable String detail) {
    return new AuditEntry(at, name, action, business, subject, detail, address);
  }
}

package app.kolan.server.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something that somebody did or looked at.
///
/// @param actor who, such as `user:7`, `key:3` or `command` for a command on the server itself
/// @param action what, in the words of the API, such as `settings.publish` or `recording.read`
/// @param business in which business; null when it belongs to none
/// @param subject of what, such as a call's SID; never a caller's words or a secret
/// @param detail more about it, as JSON; null for nothing; never a caller's words or a secret
/// @param address from which network address; null for a command
public record AuditEntry(
    Instant at,
    String actor,
    String action,
    @Nullable Long business,
    String subject,
    @Nullable String detail,
    @Nullable String address) {}

package app.kolan.server.audit;

import app.kolan.server.settings.Setting;
import app.kolan.server.settings.SettingsGroup;
import app.kolan.server.settings.SettingsSource;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How long the audit log is kept.
///
/// @param months null for ever
public record AuditSettings(@Nullable Integer months) {
  /// In Israel, access to a database of personal data must be on record for so long.
  private static final int LEAST = 24;

  private static final int MOST = 1200;

  public static final Setting MONTHS =
      new Setting(
          "KOLAN_AUDIT_MONTHS",
          "audit.months",
          "after how many months entries of the audit log are removed, from 24 on; see"
              + " [privacy](privacy.md#the-access-log)",
          "never");

  public static final SettingsGroup<AuditSettings> GROUP =
      SettingsGroup.of(AuditSettings::read, MONTHS);

  private static AuditSettings read(SettingsSource source) {
    Optional<String> text = source.text(MONTHS);
    if (text.isEmpty()) {
      return new AuditSettings(null);
    }
    if (text.get().matches("[0-9]{1,4}")) {
      int months = Integer.parseInt(text.get());
      if (months >= LEAST && months <= MOST) {
        return new AuditSettings(months);
      }
    }
    source.problem(
        MONTHS,
        text.get(),
        "give a whole number from %d to %d, or leave it out to keep all entries"
            .formatted(LEAST, MOST));
    return new AuditSettings(null);
  }

  /// Entries from before this moment are removed; empty when none is.
  public Optional<Instant> oldest(Instant now) {
    return months == null
        ? Optional.empty()
        : Optional.of(now.atZone(ZoneOffset.UTC).minusMonths(months).toInstant());
  }
}

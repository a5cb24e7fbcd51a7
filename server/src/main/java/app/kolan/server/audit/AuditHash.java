package app.kolan.server.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The hash by which the entries of the audit log are chained: SHA-256, in lower-case hexadecimal
/// digits, of a canonical form that anybody can compute again.
///
/// The form is the line `kolan-audit-1` and then each field on a line of its own: the number of its
/// bytes in UTF-8, a colon and the bytes; a hyphen alone for a field that is null. The fields are,
/// in this order: the sequence number, the hash of the entry before, the time in milliseconds since
/// 1970 in UTC, actor, action, the business's identifier, subject, detail, address. Numbers are in
/// decimal digits. Since each field has its length, no two entries have one form.
public final class AuditHash {
  private AuditHash() {}

  /// The hash of an entry.
  public static String of(long sequence, String previousHash, AuditEntry entry) {
    var form = new ByteArrayOutputStream(256);
    form.writeBytes("kolan-audit-1\n".getBytes(StandardCharsets.US_ASCII));
    add(form, Long.toString(sequence));
    add(form, previousHash);
    add(form, Long.toString(entry.at().toEpochMilli()));
    add(form, entry.actor());
    add(form, entry.action());
    Long business = entry.business();
    add(form, business == null ? null : business.toString());
    add(form, entry.subject());
    add(form, entry.detail());
    add(form, entry.address());
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(form.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void add(ByteArrayOutputStream form, @Nullable String field) {
    if (field == null) {
      form.write('-');
    } else {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      form.writeBytes((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      form.writeBytes(bytes);
    }
    form.write('\n');
  }
}

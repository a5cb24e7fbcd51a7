package app.kolan.server.examination;

import app.kolan.server.audit.AuditDetail;
import app.kolan.server.telephony.rest.IncomingNumber.Field;
import app.kolan.twilio.webhook.PhoneNumber;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What is to be set at a number at Twilio: from the values that were seen to others. It prints
/// without the values, which may hold passwords.
public record NumberChange(PhoneNumber number, List<FieldChange> fields) {
  private static final int ID_DIGITS = 16;

  /// A field of the number.
  ///
  /// @param is as it was seen; may be empty
  public record FieldChange(Field field, String is, String shouldBe) {
    /// What was seen, without a password.
    public String shownIs() {
      return withoutPassword(is);
    }

    /// What it is set to, without a password.
    public String shownShouldBe() {
      return withoutPassword(shouldBe);
    }

    @Override
    public String toString() {
      return "FieldChange[" + field + "]";
    }
  }

  public NumberChange {
    fields = List.copyOf(fields);
  }

  /// A URL as it may be shown.
  static String withoutPassword(String url) {
    return url.replaceFirst("//[^/@]*@", "//****@");
  }

  /// Names this very change, so that what is made is what somebody has seen.
  public String id() {
    var text = new StringBuilder(number.value());
    for (FieldChange field : fields) {
      text.append('\n').append(field.field()).append('\n').append(field.is());
      text.append('\n').append(field.shouldBe());
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// What the audit log keeps of it: the number, what came of it, and each field before and after,
  /// without passwords.
  ///
  /// @param result as [Examiner.ChangeResult#word] has it
  public String auditDetail(String result) {
    var words = new ArrayList<String>();
    words.add("number");
    words.add(number.value());
    words.add("result");
    words.add(result);
    for (FieldChange field : fields) {
      words.add(field.field().form());
      words.add("%s -> %s".formatted(field.shownIs(), field.shownShouldBe()));
    }
    return AuditDetail.of(words.toArray(String[]::new));
  }

  /// The change that takes this one back.
  public NumberChange reversed() {
    return new NumberChange(
        number,
        fields.stream()
            .map(field -> new FieldChange(field.field(), field.shouldBe(), field.is()))
            .toList());
  }
}

package app.kolan.doctor.remote;

import app.kolan.server.telephony.echo.EchoReport;
import app.kolan.twilio.signature.FormPairs;
import app.kolan.twilio.signature.MalformedForm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// How a form was changed on its way.
///
/// @param what in words
/// @param breaksSignature whether the parameters differ, which are what is signed
record BodyChange(String what, boolean breaksSignature) {
  /// The difference; empty when the bytes are the same.
  static Optional<BodyChange> between(byte[] sent, EchoReport arrived) {
    if (arrived.bodyLength() == sent.length && arrived.bodySha256().equals(sha256(sent))) {
      return Optional.empty();
    }
    if (arrived.bodyLength() == 0) {
      return Optional.of(new BodyChange("the form is taken off: an empty body arrives", true));
    }
    String before = new String(sent, StandardCharsets.UTF_8);
    String after = new String(arrived.bodyBytes(), StandardCharsets.UTF_8);
    if (arrived.bodyLength() < sent.length && before.startsWith(after)) {
      return Optional.of(
          new BodyChange(
              "the form is cut: %d of %d bytes arrive".formatted(arrived.bodyLength(), sent.length),
              true));
    }
    if (arrived.bodyLength() > EchoReport.BODY_START) {
      return Optional.of(
          new BodyChange(
              "the form is changed: %d bytes become %d"
                  .formatted(sent.length, arrived.bodyLength()),
              true));
    }
    return Optional.of(of(before, after));
  }

  private static BodyChange of(String before, String after) {
    try {
      List<FormPairs.Pair> sent = FormPairs.parse(before).pairs();
      List<FormPairs.Pair> came = FormPairs.parse(after).pairs();
      if (sent.equals(came)) {
        return new BodyChange("the form is encoded anew (such as + for %20)", false);
      }
      if (sorted(sent).equals(sorted(came))) {
        return new BodyChange("the parameters of the form are put in another order", false);
      }
      if (trimmed(sent).equals(trimmed(came))) {
        return new BodyChange("white space at the ends of values is taken off", true);
      }
      List<String> names = sent.stream().map(FormPairs.Pair::name).distinct().toList();
      List<String> newNames = came.stream().map(FormPairs.Pair::name).distinct().toList();
      List<String> lost = names.stream().filter(name -> !newNames.contains(name)).toList();
      List<String> gained = newNames.stream().filter(name -> !names.contains(name)).toList();
      if (!lost.isEmpty() || !gained.isEmpty()) {
        return new BodyChange(
            "the form is changed:%s%s"
                .formatted(
                    lost.isEmpty() ? "" : " lost " + String.join(", ", lost),
                    gained.isEmpty() ? "" : " gained " + String.join(", ", gained)),
            true);
      }
      return new BodyChange("values of the form are changed", true);
    } catch (MalformedForm e) {
      return new BodyChange("what arrives is no form any more", true);
    }
  }

  private static List<FormPairs.Pair> sorted(List<FormPairs.Pair> pairs) {
    return pairs.stream()
        .sorted(Comparator.comparing(FormPairs.Pair::name).thenComparing(FormPairs.Pair::value))
        .toList();
  }

  private static List<FormPairs.Pair> trimmed(List<FormPairs.Pair> pairs) {
    return pairs.stream()
        .map(pair -> new FormPairs.Pair(pair.name().strip(), pair.value().strip()))
        .toList();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

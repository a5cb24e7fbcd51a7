package app.kolan.doctor.twilio;

import app.kolan.doctor.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of the tokens is the primary one. During a rotation the REST API accepts both, and
/// signatures are made with the primary one alone, so a server that knows only the other refuses
/// every call.
final class Tokens {
  /// A token that the REST API accepts.
  ///
  /// @param index its position in the list of settings
  /// @param primary the token that Twilio then names as the account's
  record Taken(int index, String token, @Nullable String primary) {
    boolean isPrimary() {
      return primary != null
          && MessageDigest.isEqual(
              token.getBytes(StandardCharsets.UTF_8), primary.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "Taken[" + index + "]";
    }
  }

  private Tokens() {}

  static String name(int index, int count) {
    return count == 1
        ? "the auth token"
        : "the %s of the %d auth tokens".formatted(ordinal(index), count);
  }

  static void judge(List<Taken> taken, int count, List<Finding> findings) {
    boolean told =
        taken.stream()
            .map(Taken::primary)
            .allMatch(primary -> primary != null && primary.matches("[0-9a-fA-F]{32}"));
    boolean agreed = taken.stream().map(Taken::primary).distinct().count() == 1;
    if (taken.isEmpty()) {
      return;
    }
    if (!told || !agreed) {
      findings.add(
          Finding.fine(
              "Twilio takes %s".formatted(name(taken.getFirst().index(), count))
                  + "; it does not say whether that is the primary one"));
      return;
    }
    Taken primary = taken.stream().filter(Taken::isPrimary).findFirst().orElse(null);
    if (primary == null) {
      findings.add(
          Finding.broken(
                  "the account's primary token is none of TWILIO_AUTH_TOKEN",
                  "Twilio signs with the primary token alone; the one that is set works for REST"
                      + " requests, as a secondary one does, and every call gets 403",
                  "Add the primary token of the Console to TWILIO_AUTH_TOKEN, or promote the"
                      + " secondary one.")
              .raising(11200, 31920));
    } else if (count > 1) {
      findings.add(
          Finding.note(
              "%s is the primary one, which Twilio signs with%s"
                  .formatted(
                      name(primary.index(), count),
                      taken.size() == 1 ? "" : "; take the rest out when the rotation is over")));
    } else {
      findings.add(Finding.fine("the account takes the auth token, which is its primary one"));
    }
  }

  private static String ordinal(int index) {
    return switch (index) {
      case 0 -> "first";
      case 1 -> "second";
      case 2 -> "third";
      default -> (index + 1) + "th";
    };
  }
}

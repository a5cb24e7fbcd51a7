package app.kolan.twilio.signature;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;

/// Searches for the way in which a request was signed: every reading of one part alone first, and
/// then of two parts together.
///
/// Anybody may have a request explained, so the work is bounded: at [#MOST_DIGESTS] digests, or
/// [#MOST_CHARACTERS] characters under them, the whole search ends. Nothing is built before it is
/// known to be within the bounds.
final class SignatureSearch {
  private static final int MOST_PARTS = 2;
  static final int MOST_DIGESTS = 8_000;
  static final long MOST_CHARACTERS = 4L * 1024 * 1024;

  /// The ways to read each part of a request.
  record Parts(
      List<Reading<UrlBase>> bases,
      List<Reading<String>> paths,
      List<Reading<String>> queries,
      List<Reading<String>> forms,
      List<Reading<List<String>>> tokens) {}

  /// The way that was found.
  record Found(UrlBase base, String path, String query, List<Difference> differences) {
    String url() {
      return base + path + query;
    }
  }

  private final Parts parts;
  private final byte[] presented;
  private final List<Reading<List<Mac>>> keys;
  private int digests;
  private long characters;
  private int tried;
  private boolean exhausted;

  SignatureSearch(Parts parts, byte[] presented) {
    this.parts = parts;
    this.presented = presented;
    this.keys =
        parts.tokens().stream()
            .map(
                tokens ->
                    new Reading<>(
                        tokens.value().stream().map(RequestSignature::keyed).toList(),
                        tokens.differences()))
            .toList();
  }

  Optional<Found> run() {
    for (int changed = 0; changed <= MOST_PARTS && !exhausted; changed++) {
      Optional<Found> found = withChanged(changed);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// How many digests were computed.
  int digests() {
    return digests;
  }

  /// How many ways to sign were looked at.
  int tried() {
    return tried;
  }

  /// How many characters they were computed over.
  long characters() {
    return characters;
  }

  /// Tries what differs from the server's own reading in exactly so many parts.
  private Optional<Found> withChanged(int changed) {
    for (Reading<UrlBase> base : parts.bases()) {
      int afterBase = changed - weight(base);
      for (Reading<String> path : within(parts.paths(), afterBase)) {
        int afterPath = afterBase - weight(path);
        for (Reading<String> query : within(parts.queries(), afterPath)) {
          int afterQuery = afterPath - weight(query);
          for (Reading<String> form : within(parts.forms(), afterQuery)) {
            int afterForm = afterQuery - weight(form);
            for (Reading<List<Mac>> key : within(keys, afterForm)) {
              if (exhausted) {
                return Optional.empty();
              }
              boolean exactly = afterForm == weight(key);
              if (exactly && matches(key.value(), base, path, query, form)) {
                return Optional.of(
                    new Found(
                        base.value(),
                        path.value(),
                        query.value(),
                        differences(base, path, query, key, form)));
              }
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private boolean matches(
      List<Mac> keys,
      Reading<UrlBase> base,
      Reading<String> path,
      Reading<String> query,
      Reading<String> form) {
    tried++;
    String origin = base.value().toString();
    long length =
        (long) origin.length()
            + path.value().length()
            + query.value().length()
            + form.value().length();
    exhausted =
        digests + keys.size() > MOST_DIGESTS || characters + length * keys.size() > MOST_CHARACTERS;
    if (exhausted) {
      return false;
    }
    String text = origin + path.value() + query.value() + form.value();
    for (Mac key : keys) {
      digests++;
      characters += length;
      if (MessageDigest.isEqual(RequestSignature.digest(key, text), presented)) {
        return true;
      }
    }
    return false;
  }

  private static int weight(Reading<?> reading) {
    return reading.isTheServers() ? 0 : 1;
  }

  /// The readings that are not too many parts changed.
  private static <T> List<Reading<T>> within(List<Reading<T>> readings, int left) {
    return left > 0
        ? readings
        : left < 0 ? List.of() : readings.stream().filter(Reading::isTheServers).toList();
  }

  private static List<Difference> differences(Reading<?>... readings) {
    var differences = new ArrayList<Difference>();
    for (Reading<?> reading : readings) {
      differences.addAll(reading.differences());
    }
    return differences;
  }
}

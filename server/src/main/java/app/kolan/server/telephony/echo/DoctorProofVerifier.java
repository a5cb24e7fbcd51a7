package app.kolan.server.telephony.echo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Lets the doctor in: a proof that is made with one of the auth tokens, is fresh, and is used for
/// the first time. Safe to share.
public final class DoctorProofVerifier {
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final int MOST_REMEMBERED = 10_000;

  private final List<String> tokens;
  private final InstantSource clock;
  private final Map<String, Long> used = new ConcurrentHashMap<>();

  public DoctorProofVerifier(List<String> tokens, InstantSource clock) {
    this.tokens = List.copyOf(tokens);
    this.clock = clock;
  }

  /// The proof in a text, if it lets its bearer in. The same text does not a second time.
  public Optional<DoctorProof> admit(@Nullable String text) {
    return DoctorProof.parse(text)
        .filter(this::isFresh)
        .filter(proof -> tokens.stream().anyMatch(proof::isMadeWith))
        .filter(this::isFirst);
  }

  private boolean isFresh(DoctorProof proof) {
    return Math.abs(clock.instant().getEpochSecond() - proof.at()) <= FRESH.toSeconds();
  }

  /// Only those who know a token get here, so that nobody else can fill the memory.
  private boolean isFirst(DoctorProof proof) {
    long now = clock.instant().getEpochSecond();
    used.values().removeIf(until -> until < now);
    return used.size() < MOST_REMEMBERED
        && used.putIfAbsent(proof.nonce(), proof.at() + FRESH.toSeconds()) == null;
  }
}

package app.kolan.server.telephony.echo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets the doctor in: a proof that is made with one of the auth tokens, is fresh, and is used for
/// the first time. Safe to share.
///
/// A proof that comes again shows that something on the way sends requests twice. Only whoever
/// knows a token is told so.
public final class DoctorProofVerifier {
  private static final Duration FRESH = Duration.ofMinutes(5);
  private static final int MOST_REMEMBERED = 10_000;
  private static final int MOST_REPEATED = 64;

  private final List<String> tokens;
  private final InstantSource clock;
  private final Map<String, Long> used = new ConcurrentHashMap<>();
  private final Deque<String> repeated = new ConcurrentLinkedDeque<>();
  private final Supplier<ServerIdentity> identity;

  /// @param identity what the doctor is told of this server
  public DoctorProofVerifier(
      List<String> tokens, InstantSource clock, Supplier<ServerIdentity> identity) {
    this.tokens = List.copyOf(tokens);
    this.clock = clock;
    this.identity = identity;
  }

  /// The proof in a text, if it lets its bearer in. The same text does not a second time.
  public Optional<DoctorProof> admit(@Nullable String text) {
    return proven(text).filter(this::isFirst);
  }

  /// Whether a text is a proof that has let its bearer in before. Each such text is remembered.
  public boolean isRepeated(@Nullable String text) {
    Optional<DoctorProof> again = proven(text).filter(proof -> used.containsKey(proof.nonce()));
    again.ifPresent(
        proof -> {
          repeated.addLast(proof.nonce());
          while (repeated.size() > MOST_REPEATED) {
            repeated.pollFirst();
          }
        });
    return again.isPresent();
  }

  /// The nonces of the latest proofs that came again.
  public List<String> repeated() {
    return List.copyOf(repeated);
  }

  /// Which server this is, for the doctor alone.
  public ServerIdentity identity() {
    return identity.get();
  }

  private Optional<DoctorProof> proven(@Nullable String text) {
    return DoctorProof.parse(text)
        .filter(this::isFresh)
        .filter(proof -> tokens.stream().anyMatch(proof::isMadeWith));
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

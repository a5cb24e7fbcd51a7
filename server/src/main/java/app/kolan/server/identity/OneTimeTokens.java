package app.kolan.server.identity;

import app.kolan.server.identity.OneTimeTokenStore.Purpose;
import app.kolan.server.identity.OneTimeTokenStore.Taken;
import app.kolan.server.settings.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes and takes tokens of one use: 43 letters and digits, of 256 random bits.
final class OneTimeTokens {
  private static final int LETTERS = 43;

  private final OneTimeTokenStore store;
  private final InstantSource clock;

  OneTimeTokens(OneTimeTokenStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// A token that was made.
  record Made(Secret text, Instant expiresAt) {}

  Made make(Purpose purpose, @Nullable Long user, Duration validity) {
    String text = RandomText.letters(LETTERS);
    Instant now = clock.instant();
    Instant expires = now.plus(validity);
    store.add(RandomText.hash(text), purpose, user, now, expires);
    return new Made(new Secret(text), expires);
  }

  Optional<Taken> look(String text, Purpose purpose) {
    return store.look(RandomText.hash(text), purpose, clock.instant());
  }

  Optional<Taken> take(String text, Purpose purpose) {
    return store.take(RandomText.hash(text), purpose, clock.instant());
  }

  void delete(long user, Purpose purpose) {
    store.delete(user, purpose);
  }
}

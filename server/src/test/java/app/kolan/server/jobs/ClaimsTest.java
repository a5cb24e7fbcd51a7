package app.kolan.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Work that is a text, kept by a store that is a list of its renewals.
@Tag("unit")
class ClaimsTest {
  private static final Instant NOON = Instant.parse("2026-11-29T10:00:00Z");

  private final List<Instant> renewals = new ArrayList<>();
  private boolean isTakenOver;
  private final Claims<String> claims =
      new Claims<>(
          (work, until) -> {
            renewals.add(until);
            return isTakenOver ? Optional.empty() : Optional.of(work + "+");
          });

  @Test
  void what_was_taken_is_kept_by_a_sign_every_few_seconds() {
    Claims<String>.Claim claim = claims.add("key", "work");

    claims.renew(NOON);
    claims.renew(NOON.plusSeconds(4));
    claims.renew(NOON.plusSeconds(5));

    assertThat(renewals).containsExactly(NOON.plusSeconds(20), NOON.plusSeconds(25));
    assertThat(claim.work()).isEqualTo("work++");
    assertThat(claims.works()).containsExactly("work++");
  }

  @Test
  void what_another_has_taken_over_is_kept_no_more_and_settled_as_it_was() {
    Claims<String>.Claim claim = claims.add("key", "work");
    isTakenOver = true;
    claims.renew(NOON);
    claims.renew(NOON.plusSeconds(10));

    var settled = new ArrayList<String>();
    claim.settle(settled::add);

    assertThat(renewals).hasSize(1);
    assertThat(settled).containsExactly("work");
  }

  @Test
  void what_is_over_is_kept_no_more() {
    Claims<String>.Claim _ = claims.add("key", "work");
    assertThat(claims.has("key")).isTrue();
    claims.remove("key");

    claims.renew(NOON);

    assertThat(renewals).isEmpty();
    assertThat(claims.size()).isZero();
  }
}

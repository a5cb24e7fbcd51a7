package app.kolan.server.telephony.echo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class DoctorProofVerifierTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final ServerIdentity self = ServerIdentity.alone(47);
  private final DoctorProofVerifier gate =
      new DoctorProofVerifier(List.of("old", "new"), () -> NOW, () -> self);

  @ParameterizedTest
  @ValueSource(strings = {"old", "new"})
  void whoever_knows_a_token_gets_in(String token) {
    assertThat(gate.admit(DoctorProof.of(token, NOW).text())).isPresent();
  }

  @Test
  void another_token_does_not_get_in() {
    assertThat(gate.admit(DoctorProof.of("other", NOW).text())).isEmpty();
  }

  @Test
  void the_same_proof_gets_in_once() {
    String proof = DoctorProof.of("new", NOW).text();

    assertThat(gate.admit(proof)).isPresent();
    assertThat(gate.admit(proof)).isEmpty();
  }

  @Test
  void a_proof_that_comes_again_is_told_from_one_that_is_none() {
    DoctorProof proof = DoctorProof.of("new", NOW);

    assertThat(gate.isRepeated(proof.text())).isFalse();
    gate.admit(proof.text());
    assertThat(gate.repeated()).isEmpty();
    assertThat(gate.isRepeated(proof.text())).isTrue();
    assertThat(gate.repeated()).containsExactly(proof.nonce());
    assertThat(gate.isRepeated(DoctorProof.of("other", NOW).text())).isFalse();
    assertThat(gate.isRepeated("x")).isFalse();
    assertThat(gate.isRepeated(null)).isFalse();
  }

  @Test
  void every_server_has_an_instance_of_its_own() {
    assertThat(gate.identity().instance())
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(ServerIdentity.alone(47).instance());
  }

  @ParameterizedTest
  @CsvSource({"-301, false", "-300, true", "300, true", "301, false"})
  void a_proof_is_good_for_five_minutes(int seconds, boolean good) {
    String proof = DoctorProof.of("new", NOW.plus(Duration.ofSeconds(seconds))).text();

    assertThat(gate.admit(proof).isPresent()).isEqualTo(good);
  }

  @Test
  void a_proof_cannot_be_made_younger() {
    DoctorProof old = DoctorProof.of("new", NOW.minus(Duration.ofHours(1)));

    assertThat(gate.admit(new DoctorProof(NOW.getEpochSecond(), old.nonce(), old.mac()).text()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1.2.3", "99999999999999999999.aa.bb", "1795262400.zz.00"})
  void what_is_no_proof_is_refused(String text) {
    assertThat(gate.admit(text)).isEmpty();
    assertThat(gate.admit(null)).isEmpty();
  }

  @Test
  void a_proof_does_not_print_its_secret_part() {
    DoctorProof proof = DoctorProof.of("new", NOW);

    assertThat(proof.toString()).doesNotContain(proof.mac()).doesNotContain(proof.nonce());
  }
}

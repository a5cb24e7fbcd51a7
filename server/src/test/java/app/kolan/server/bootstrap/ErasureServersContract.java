package app.kolan.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.kolan.server.Await;
import app.kolan.server.api.sql.KeptAnswersInDatabase;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.privacy.Erased;
import app.kolan.server.privacy.Eraser;
import app.kolan.server.privacy.ErasureRequest.State;
import app.kolan.server.privacy.ErasureScope;
import app.kolan.server.privacy.Erasures;
import app.kolan.server.privacy.PrivacyRefusal;
import app.kolan.server.privacy.sql.SqlPrivacyStore;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreSettings;
import app.kolan.server.store.sql.SqlDatabase;
import app.kolan.twilio.webhook.CallSid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What keeps an erasure from being done, and who finishes it.
abstract class ErasureServersContract extends ErasureFixture {
  @Test
  void another_server_of_the_database_deletes_its_own_files_of_it(@TempDir Path elsewhere)
      throws IOException {
    Path danas = Files.createDirectories(elsewhere.resolve("audio").resolve(DANAS.value()));
    Path yossis = Files.createDirectories(elsewhere.resolve("audio").resolve(YOSSIS.value()));
    Path tape =
        Files.createDirectories(elsewhere.resolve("tapes")).resolve(DANAS.value() + ".jsonl");
    Files.writeString(danas.resolve("message-RE1.wav"), "her voice");
    Files.writeString(yossis.resolve("message-RE2.wav"), "his voice");
    Files.writeString(tape, "{}");
    try (Erasure erasure = prepare(new ErasureScope.OfCall(DANAS))) {
      Erased _ = erasure.run();
    }

    try (SqlDatabase database = StoreFactory.database(settings())) {
      var store = new SqlPrivacyStore(database);
      Eraser eraser = eraser(database, store, elsewhere);
      try (Erasures ofOther =
          Erasures.start(store, eraser, elsewhere, () -> 0, true, () -> NOVEMBER)) {
        assertThat(ofOther).isNotNull();
        Await.until("her files are gone", () -> Files.notExists(danas) && Files.notExists(tape));
      }
    }
    assertThat(yossis.resolve("message-RE2.wav")).exists();
  }

  @Test
  void an_erasure_whose_server_died_is_taken_over_half_a_minute_after_its_last_sign() {
    try (SqlDatabase database = StoreFactory.database(settings())) {
      var store = new SqlPrivacyStore(database);
      long id = store.add(1, new ErasureScope.OfCall(1L, DANAS), 1, "user:7", OCTOBER).id();
      assertThat(store.claim(OCTOBER, NOVEMBER.minusSeconds(50))).isPresent();
      store.showSign(id, NOVEMBER.minusSeconds(31));
      assertThat(store.claim(NOVEMBER.minusSeconds(40), NOVEMBER)).as("it lives").isEmpty();

      Eraser eraser = eraser(database, store, data);
      try (Erasures ofOther = Erasures.start(store, eraser, data, () -> 0, true, () -> NOVEMBER)) {
        assertThat(ofOther).isNotNull();
        Await.until("it is done", () -> store.erasure(1, id).orElseThrow().state() == State.DONE);
      }
    }
  }

  @Test
  void a_folder_that_a_server_uses_is_left_alone() {
    try (DataFolderLock ofServer = DataFolderLock.take(data)) {
      assertThat(ofServer).isNotNull();
      assertThatThrownBy(() -> prepare(new ErasureScope.OfCall(DANAS)))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("stop");
    }
  }

  @Test
  void what_is_under_a_legal_hold_is_not_erased() throws IOException {
    try (SqlDatabase database = StoreFactory.database(settings())) {
      new SqlPrivacyStore(database).place(1, 1L, null, "a claim", "user:7", NOVEMBER);
    }
    for (ErasureScope scope :
        List.of(
            new ErasureScope.OfCall(DANAS),
            new ErasureScope.OfNumber(1L, DANAS_OTHER),
            new ErasureScope.OfContact(1, 1))) {
      assertThatThrownBy(() -> prepare(scope))
          .isInstanceOf(PrivacyRefusal.class)
          .hasMessageContaining("legal hold 1");
    }
    try (Erasure erasure =
        prepare(new ErasureScope.Before(Instant.parse("2026-12-01T00:00:00Z")))) {
      assertThat(erasure.kept()).isOne();
      Erased _ = erasure.run();
    }
    assertThat(traces(List.of("972501112223", "Erasable"))).hasSize(2);
    assertThat(traces(List.of("972546667778", "Yossi"))).isEmpty();
  }

  @Test
  void a_copy_from_before_an_update_goes_too() throws IOException {
    Files.writeString(data.resolve("kolan-v13.db.bak"), DANA);
    try (Erasure erasure = prepare(new ErasureScope.OfNumber(1L, DANAS_NUMBER))) {
      Erased _ = erasure.run();
    }
    assertThat(traces(DANAS_TRACES)).isEmpty();
  }

  @Test
  void a_call_that_is_unknown_and_a_folder_without_calls_have_nothing_to_erase() {
    var unknown = new ErasureScope.OfCall(new CallSid("CA" + "0".repeat(32)));
    try (Erasure erasure = prepare(unknown)) {
      assertThat(erasure.count().isEmpty()).isTrue();
    }
    Path empty = data.resolve("empty");
    assertThat(Erasure.prepare(config(), new StoreSettings(empty), null, _ -> unknown)).isEmpty();
    assertThat(empty).doesNotExist();
    assertThatThrownBy(() -> prepare(new ErasureScope.OfContact(1, 77)))
        .isInstanceOf(PrivacyRefusal.class);
  }

  private Eraser eraser(SqlDatabase database, SqlPrivacyStore store, Path folder) {
    SecretCipher cipher = DirectoryServices.cipher(config());
    return new Eraser(store, folder, new KeptAnswersInDatabase(database, cipher), () -> NOVEMBER);
  }
}

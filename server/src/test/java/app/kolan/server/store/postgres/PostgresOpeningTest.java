package app.kolan.server.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.kolan.server.store.PostgresAddress;
import app.kolan.server.store.Sample;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import app.kolan.server.store.Stores;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("socket")
final class PostgresOpeningTest {
  @Test
  void servers_that_start_together_on_an_empty_database_migrate_it_once() throws Exception {
    String url = TestPostgres.emptyDatabase();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> TestPostgres.open(url));
      var other = threads.submit(() -> TestPostgres.open(url));
      try (Stores first = one.get();
          Stores second = other.get()) {
        Sample.arrive(first.calls());
        assertThat(second.calls().find(Sample.CALL)).isPresent();
      }
    }
  }

  @Test
  void a_newer_database_is_used_while_it_was_only_added_to_and_then_refused() {
    String url = TestPostgres.newDatabase();
    try (PostgresDatabase database = PostgresDatabase.open(TestPostgres.address(url))) {
      database.writeOnly(
          handle ->
              handle.execute(
                  """
                  insert into flyway_schema_history (installed_rank, version, description, type,
                    script, installed_by, execution_time, success)
                  values (99, '99', 'later', 'SQL', 'V99__later.sql', '', 1, true)
                  """));
    }
    try (PostgresDatabase database = PostgresDatabase.open(TestPostgres.address(url))) {
      assertThat(PostgresDatabase.pending(TestPostgres.address(url))).isEmpty();
      assertThat(PostgresDatabase.isUsable(TestPostgres.address(url))).isTrue();
      database.writeOnly(handle -> handle.execute("update schema_compatibility set oldest = 99"));
    }
    assertThat(PostgresDatabase.isUsable(TestPostgres.address(url))).isFalse();
    assertThat(refusal(url).code()).isEqualTo(Code.LEDGER_NEWER);
  }

  @Test
  void what_keeps_it_from_opening_is_said_with_a_remedy_and_without_the_password() {
    int port = TestPostgres.port();
    TestPostgres.execute("create role stranger login password 'open sesame'");
    String good = "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port);

    refused(good.replace("/postgres?", "/nowhere?"), Code.LEDGER_REFUSED, "no such database");
    refused(good.replace("127.0.0.1", "nohost.invalid"), Code.LEDGER_UNREACHABLE, "no such host");
    refused(good.replace(":" + port, ":9"), Code.LEDGER_UNREACHABLE, "nothing takes connections");
    refused(
        "jdbc:postgresql://127.0.0.1:%d/%s?user=stranger&password=open%%20sesame"
            .formatted(port, TestPostgres.emptyDatabase().replaceAll(".*/|\\?.*", "")),
        Code.LEDGER_REFUSED,
        "permission");
  }

  @Test
  void an_address_prints_without_user_and_password() {
    PostgresAddress address =
        TestPostgres.address("jdbc:postgresql://db.example:5433/kolan?user=ann&password=hush");

    assertThat(address).hasToString("db.example:5433/kolan");
    assertThat(address.url()).isEqualTo("jdbc:postgresql://db.example:5433/kolan");
    assertThat(address.password().orElseThrow().value()).isEqualTo("hush");
  }

  @Test
  void what_is_no_address_is_told_without_what_may_be_a_secret() {
    for (String wrong :
        List.of(
            "postgres://ann:hush@db/kolan",
            "jdbc:postgresql://ann:hush@db/kolan",
            "jdbc:mysql://db/kolan?password=hush",
            "jdbc:postgresql://db/?password=hush",
            "hush")) {
      assertThat(PostgresAddress.mistakeIn(wrong)).isPresent();
      assertThat(PostgresAddress.mistakeIn(wrong).orElseThrow()).doesNotContain("hush");
    }
    assertThat(PostgresAddress.mistakeIn("jdbc:postgresql://db/kolan")).isEmpty();
  }

  private static void refused(String url, Code code, String why) {
    StoreException refusal = refusal(url);
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal)
        .hasMessageContaining(why)
        .hasMessageContaining(refusal.remedy())
        .message()
        .doesNotContain("sesame");
  }

  private static StoreException refusal(String url) {
    return catchThrowableOfType(StoreException.class, () -> TestPostgres.open(url).close());
  }
}

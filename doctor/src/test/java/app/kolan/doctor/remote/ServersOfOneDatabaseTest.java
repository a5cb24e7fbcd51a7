package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Diagnosis;
import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.bootstrap.PhoneServer;
import app.kolan.server.store.postgres.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor's findings about servers that share a PostgreSQL database.
@Tag("socket")
class ServersOfOneDatabaseTest {
  private static final String LONG = "timeout client 1h\n  timeout server 1h";
  private static final String KEY = "secret.key";

  @TempDir private static Path folder;
  private static String database;
  private static PhoneServer first;
  private static PhoneServer second;
  private static PhoneServer third;

  @BeforeAll
  static void start() throws Exception {
    database = TestPostgres.newDatabase();
    first = Examined.node(folder.resolve("1"), database, "kolan-1");
    second = Examined.node(withKeyOfFirst("2"), database, "kolan-2");
    third = Examined.node(withKeyOfFirst("3"), database, "kolan-3");
  }

  @AfterAll
  static void stop() {
    third.close();
    second.close();
    first.close();
  }

  @Test
  void three_by_turns_are_well_and_named() throws Exception {
    try (ProxyProcess haproxy = byTurns(second.port(), third.port())) {
      Diagnosis diagnosis = diagnose(haproxy);

      assertAllWell(diagnosis);
      assertThat(diagnosis.findings())
          .extracting(seen -> seen.finding().what())
          .anySatisfy(
              what ->
                  assertThat(what)
                      .startsWith("3 servers of one database answer by turns under this name: ")
                      .containsPattern("kolan-1/[0-9a-f]{6} \\(\\d+ times\\)")
                      .containsPattern("kolan-2/[0-9a-f]{6} \\(\\d+ times\\)")
                      .containsPattern("kolan-3/[0-9a-f]{6} \\(\\d+ times\\)"))
          .anySatisfy(what -> assertThat(what).contains("frames and a message of"))
          .noneMatch(what -> what.startsWith("one server answers"));
    }
  }

  @Test
  void two_at_two_addresses_of_a_name_are_well() throws Exception {
    try (ProxyProcess nginx = Nginx.atTwoAddresses(folder, first.port(), second.port())) {
      Diagnosis diagnosis = Examined.atTwoAddresses(nginx);

      assertAllWell(diagnosis);
      assertThat(diagnosis.findings())
          .extracting(seen -> seen.finding().what())
          .anyMatch(what -> what.startsWith("127.0.0.1 leads to 2 servers of one database: "))
          .noneMatch(what -> what.startsWith("one server answers"));
    }
  }

  @Test
  void a_stream_that_leads_to_another_of_them_is_well() throws Exception {
    try (ProxyProcess nginx =
        Nginx.server(
            folder,
            first.port(),
            "listen 127.0.0.1:PORT; location / { %s } location /ws/ { %s }"
                .formatted(
                    Nginx.GOOD, Nginx.GOOD.replace("BACKEND", "127.0.0.1:" + second.port())))) {
      assertAllWell(diagnose(nginx));
    }
  }

  @Test
  void one_with_a_database_of_its_own_among_them_is_named() throws Exception {
    try (PhoneServer stranger =
            Examined.node(withKeyOfFirst("stranger"), TestPostgres.newDatabase(), "kolan-4");
        ProxyProcess haproxy = byTurns(second.port(), stranger.port())) {
      assertBroken(diagnose(haproxy));
    }
  }

  @Test
  void one_with_a_secret_key_of_its_own_among_them_is_named() throws Exception {
    try (PhoneServer locked = Examined.node(folder.resolve("locked"), database, "kolan-5");
        ProxyProcess haproxy = byTurns(second.port(), locked.port())) {
      assertBroken(diagnose(haproxy));
    }
  }

  private static void assertBroken(Diagnosis diagnosis) {
    Finding cause = Examined.cause(diagnosis);
    assertThat(cause.level()).isEqualTo(Level.BROKEN);
    assertThat(cause.what())
        .startsWith("several servers answer by turns under this name: Kolan ")
        .contains("kolan-1/", "kolan-2/");
    assertThat(cause.cure().orElseThrow())
        .startsWith("Give all of them one PostgreSQL database and one KOLAN_SECRET_KEY")
        .contains("as `backup`");
  }

  private static void assertAllWell(Diagnosis diagnosis) {
    assertThat(diagnosis.findings())
        .isNotEmpty()
        .noneMatch(seen -> seen.finding().isWorseThan(Level.NOTE));
  }

  /// The first server and these, in turn.
  private static ProxyProcess byTurns(int other, int another) throws Exception {
    return Haproxy.at(
        folder,
        first.port(),
        LONG,
        "option forwardfor",
        "balance roundrobin\n  server other 127.0.0.1:%d\n  server another 127.0.0.1:%d"
            .formatted(other, another),
        "");
  }

  private static Path withKeyOfFirst(String name) throws Exception {
    Path data = Files.createDirectory(folder.resolve(name));
    Files.copy(folder.resolve("1").resolve(KEY), data.resolve(KEY));
    return data;
  }

  private static Diagnosis diagnose(ProxyProcess front) throws Exception {
    return Examined.behind(front, Duration.ofSeconds(1));
  }
}

package app.kolan.doctor.remote;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.doctor.Finding;
import app.kolan.doctor.Finding.Level;
import app.kolan.server.telephony.echo.EchoReport;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Who belongs together among the servers that have answered.
@Tag("unit")
class AnsweringServersTest {
  private final AnsweringServers servers = new AnsweringServers();

  @Test
  void one_that_was_just_started_knows_the_others_before_they_know_it() {
    answer("a", "1", "1", "2");
    answer("b", "2", "1", "2");
    answer("c", "3", "2", "3");

    assertThat(servers.areSeveral()).isTrue();
    assertThat(servers.shareOneDatabase()).isTrue();
    assertThat(servers.places()).isEqualTo(3);
    assertThat(servers.include("3")).isTrue();
    assertThat(servers.include("4")).isFalse();
  }

  @Test
  void one_that_was_started_anew_counts_once() {
    answer("a", "1", "1", "2");
    answer("b", "2", "1", "2");
    answer("a", "3", "2", "3");

    assertThat(servers.shareOneDatabase()).isTrue();
    assertThat(servers.places()).isEqualTo(2);
  }

  @Test
  void two_pairs_with_a_database_each_do_not_belong_together() {
    answer("a", "1", "1", "2");
    answer("b", "2", "1", "2");
    answer("a", "3", "3", "4");
    answer("b", "4", "3", "4");

    assertThat(servers.shareOneDatabase()).isFalse();
  }

  @Test
  void those_with_a_database_of_their_own_do_not_belong_together() {
    answer("", "1");
    answer("", "2");
    answer("", "1");

    assertThat(servers.shareOneDatabase()).isFalse();
    assertThat(servers.counts()).containsOnlyKeys("Kolan 0.1.0 1", "Kolan 0.1.0 2");
  }

  @Test
  void the_same_version_everywhere_is_well() {
    answer("a", "1", "1", "2");
    answer("b", "2", "1", "2");

    assertThat(ServersOfOneDatabase.found("x", servers)).isEqualTo(Finding.fine("x"));
  }

  @Test
  void other_versions_of_the_program_or_of_the_tables_are_a_warning() {
    answer("a", "1", "1", "2");
    servers.answered(report("0.1.0", "b", "2", 48, "1", "2"));

    Finding tables = ServersOfOneDatabase.found("x", servers);

    assertThat(tables.level()).isEqualTo(Level.WARNING);
    assertThat(tables.what())
        .isEqualTo(
            "servers of one database differ in their version: Kolan 0.1.0 a/1 (tables of version"
                + " 47), Kolan 0.1.0 b/2 (tables of version 48)");
    var others = new AnsweringServers();
    others.answered(report("0.1.0", "a", "1", 47, "1", "2"));
    others.answered(report("0.2.0", "b", "2", 47, "1", "2"));
    assertThat(ServersOfOneDatabase.found("x", others).level()).isEqualTo(Level.WARNING);
  }

  private void answer(String node, String instance, String... peers) {
    servers.answered(report("0.1.0", node, instance, 47, peers));
  }

  private static EchoReport report(
      String version, String node, String instance, int schema, String... peers) {
    return new EchoReport(
        "aa",
        "POST",
        "HTTP/1.1",
        "/",
        List.of(),
        false,
        "127.0.0.1",
        true,
        0,
        "",
        "",
        "https://a",
        List.of(),
        null,
        List.of(),
        "forged",
        1,
        version,
        "",
        instance,
        List.of(),
        node,
        schema,
        List.of(peers));
  }
}

package app.kolan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.directory.DirectoryStore;
import app.kolan.server.directory.ManagedBy;
import app.kolan.server.directory.SecretCipher;
import app.kolan.server.directory.sql.SqlDirectoryStore;
import app.kolan.server.identity.Permission;
import app.kolan.server.store.sqlite.SqliteDatabase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands for users, keys and the audit log, on one database.
@Tag("unit")
class AccessCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PASSWORD = "four plain dull words\n";

  @TempDir private Path folder;

  /// What a command printed, and its exit code.
  record Ended(int exitCode, String out, String err) {
    String lastLine() {
      return out.lines().toList().getLast();
    }
  }

  @Test
  void an_operator_is_added_with_a_password_and_never_sees_it_again() {
    Ended added =
        user(
            PASSWORD,
            "add",
            "--email",
            "Dana@Example.com",
            "--role",
            "operator",
            "--password-stdin");

    assertThat(added.exitCode()).isZero();
    assertThat(added.out()).isEqualTo("User 1, dana@example.com, is added: operator.\n");
    assertThat(added.err()).contains("there was no database in ", "KOLAN_DATA");
    assertThat(user("", "list").err()).isEmpty();
    assertThat(user("", "list").out())
        .contains("1   dana@example.com", "active", "operator")
        .doesNotContain("four plain");
    assertThat(audit("list").out())
        .contains("command", "user.add", "dana@example.com")
        .doesNotContain("four plain");
  }

  @Test
  void without_a_password_an_invitation_is_printed_once() throws IOException {
    Ended token = user("", "add", "--email", "dana@example.com", "--role", "operator");
    Files.writeString(folder.resolve("kolan.yaml"), "public-url: https://phone.example\n");
    Ended link = user("", "add", "--email", "yossi@example.com", "--role", "operator");
    Ended json = user("", "add", "--email", "noa@example.com", "--role", "operator", "--json");

    assertThat(token.lastLine()).matches("[0-9A-Za-z]{43}");
    assertThat(link.out()).contains("is invited", "valid until");
    assertThat(link.lastLine()).matches("https://phone.example/console/invitation#[0-9A-Za-z]{43}");
    JsonNode object = JSON.readTree(json.out());
    assertThat(object.path("token").asText()).matches("[0-9A-Za-z]{43}");
    assertThat(object.path("invitation").asText()).endsWith(object.path("token").asText());
    assertThat(object.path("state").asText()).isEqualTo("invited");
    assertThat(audit("list").out()).doesNotContain(token.lastLine());
  }

  @Test
  void a_password_that_is_tried_first_is_refused_and_nothing_is_added() {
    for (String password :
        List.of(
            "",
            "short\n",
            "password123\n",
            "dana@example.com1\n",
            "aaaaaaaaaaaa\n",
            "1234567890\n")) {
      Ended refused =
          user(
              password,
              "add",
              "--email",
              "dana@example.com",
              "--role",
              "operator",
              "--password-stdin");

      assertThat(refused.exitCode()).as(password).isEqualTo(2);
      assertThat(refused.err()).contains("password").doesNotContain("\tat ");
    }
    assertThat(user("", "list").out()).doesNotContain("dana");
  }

  @Test
  void what_is_wrong_with_a_user_is_told_with_the_remedy() {
    assertThat(user("", "add", "--email", "no address", "--role", "operator").err())
        .contains("that is no e-mail address; it looks like dana@example.com");
    assertThat(user("", "add", "--email", "d@example.com", "--role", "boss").err())
        .contains("'boss' is no role; there are operator, owner, staff, auditor");
    assertThat(user("", "add", "--email", "d@example.com", "--role", "owner").err())
        .contains("name it by --business");
    assertThat(
            user("", "add", "--email", "d@example.com", "--role", "operator", "--business", "x")
                .err())
        .contains("leave --business out");
    assertThat(
            user("", "add", "--email", "d@example.com", "--role", "owner", "--business", "x").err())
        .contains("there is no business 'x'");
    assertThat(user("", "reset", "nobody@example.com").err())
        .contains("there is no user nobody@example.com; kolan user list shows all");
    user(PASSWORD, "add", "--email", "dana@example.com", "--role", "operator", "--password-stdin");
    Ended again =
        user(
            PASSWORD,
            "add",
            "--email",
            "dana@example.com",
            "--role",
            "operator",
            "--password-stdin");
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("already; kolan user reset gives a new password");
  }

  @Test
  void a_user_is_reset_disabled_enabled_and_removed() {
    user(PASSWORD, "add", "--email", "dana@example.com", "--role", "operator", "--password-stdin");

    Ended reset = user("", "reset", "dana@example.com", "--totp");
    Ended renewed =
        user("other plain dull words\n", "reset", "DANA@example.com", "--password-stdin");
    Ended disabled = user("", "disable", "dana@example.com");
    Ended listed = user("", "list", "--json");
    Ended enabled = user("", "enable", "dana@example.com");
    Ended removed = user("", "remove", "dana@example.com");

    assertThat(reset.out()).contains("no second factor", "signed out everywhere");
    assertThat(reset.lastLine()).matches("[0-9A-Za-z]{43}");
    assertThat(renewed.out()).contains("has the new password");
    assertThat(disabled.out()).contains("may not sign in");
    assertThat(listed.out()).contains("\"state\" : \"disabled\"");
    assertThat(enabled.out()).contains("may sign in again");
    assertThat(removed.exitCode()).isZero();
    assertThat(user("", "list").out()).doesNotContain("dana");
    assertThat(audit("list", "--action", "user.").out().lines()).hasSize(7);
  }

  @Test
  void a_key_is_alone_on_the_last_line_and_never_shown_again() throws IOException {
    Ended made =
        key("add", "--scope", "calls:read,audit:read", "--name", "the CRM", "--expires", "90d");
    Ended json = key("add", "--scope", "*", "--business", "*", "--json");

    assertThat(made.exitCode()).isZero();
    assertThat(made.lastLine()).matches("kolan_[0-9A-Za-z]{10}_[0-9A-Za-z]{32}");
    assertThat(made.out()).contains("all businesses", "may calls:read, audit:read", "expires at");
    JsonNode object = JSON.readTree(json.out());
    assertThat(object.path("key").asText()).matches("kolan_[0-9A-Za-z]{10}_[0-9A-Za-z]{32}");
    assertThat(object.path("business").isNull()).isTrue();
    assertThat(object.path("scopes")).hasSize(Permission.values().length);
    assertThat(key("list").out())
        .contains("the CRM", made.lastLine().substring(0, 16), "valid", "*")
        .doesNotContain(made.lastLine());
    assertThat(key("list", "--json").out()).doesNotContain(made.lastLine());
    assertThat(audit("list").out()).contains("key.add").doesNotContain(made.lastLine());
  }

  @Test
  void what_is_wrong_with_a_key_is_told_with_what_there_is() {
    Ended scope = key("add", "--scope", "calls:read,leads:eat");
    Ended business = key("add", "--scope", "*", "--business", "nobody");
    Ended expiry = key("add", "--scope", "*", "--expires", "soon");
    Ended past = key("add", "--scope", "*", "--expires", "2020-01-01");

    assertThat(scope.exitCode()).isEqualTo(2);
    assertThat(scope.err())
        .contains("'leads:eat' is no scope; there are: businesses:read, ", "audit:read");
    assertThat(business.exitCode()).isEqualTo(2);
    assertThat(business.err()).contains("there is no business 'nobody'");
    assertThat(expiry.exitCode()).isEqualTo(2);
    assertThat(expiry.err()).contains("such as 90d", "such as 2027-01-31");
    assertThat(past.err()).contains("expired already");
    assertThat(key("list", "--json").out().strip()).isEqualTo("[ ]");
  }

  @Test
  void a_key_is_revoked_by_its_number_its_beginning_or_the_whole_of_it() {
    String first = key("add", "--scope", "*").lastLine();
    String second = key("add", "--scope", "*").lastLine();
    key("add", "--scope", "*");

    Ended revoked = key("revoke", first, second.substring(0, 16), "3");
    Ended again = key("revoke", "3");
    Ended unknown = key("revoke", "99");

    assertThat(revoked.out())
        .isEqualTo("Key 1 is revoked.\nKey 2 is revoked.\nKey 3 is revoked.\n");
    assertThat(again.out()).contains("was revoked before");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("there is no such key; kolan key list");
    assertThat(Pattern.compile("revoked").matcher(key("list").out()).results()).hasSize(3);
  }

  @Test
  void the_audit_log_is_verified_with_a_head_that_was_kept() {
    Ended empty = audit("verify");
    key("add", "--scope", "*");
    Ended one = audit("verify");
    String head = one.lastLine().substring("head ".length());
    key("revoke", "1");

    assertThat(empty.out()).contains("intact: 0 entries");
    assertThat(one.out()).contains("intact: 1 entries");
    assertThat(audit("verify", "--head", head).exitCode()).isZero();
    Ended cut = audit("verify", "--head", "a".repeat(64));
    assertThat(cut.exitCode()).isEqualTo(1);
    assertThat(cut.err()).contains("broken at entry 3", "the head that was kept is not in the log");
    assertThat(audit("verify", "--head", "abc").exitCode()).isEqualTo(2);
  }

  @Test
  void the_audit_log_is_listed_newest_first_by_what_is_asked() throws IOException {
    key("add", "--scope", "*");
    key("revoke", "1");

    List<String> all = audit("list", "--json").out().lines().toList();
    assertThat(all).hasSize(2);
    assertThat(JSON.readTree(all.getFirst()).path("action").asText()).isEqualTo("key.revoke");
    assertThat(audit("list", "--action", "key.add").out().lines()).hasSize(1);
    assertThat(audit("list", "--actor", "user:7").out()).isEmpty();
    assertThat(audit("list", "--limit", "1").out())
        .contains("key.revoke")
        .doesNotContain("key.add");
    assertThat(audit("list", "--until", "2020-01-01").out()).isEmpty();
  }

  @Test
  void people_and_keys_of_a_business_are_named_by_its_slug() {
    business("clinic");
    business("garage");

    Ended owner =
        user(
            PASSWORD,
            "add",
            "--email",
            "dana@example.com",
            "--role",
            "owner",
            "--business",
            "clinic",
            "--password-stdin");
    Ended more =
        user("", "add", "--email", "dana@example.com", "--role", "auditor", "--business", "garage");
    Ended made = key("add", "--scope", "calls:read", "--business", "garage");

    assertThat(owner.out()).contains("owner of clinic");
    assertThat(more.out()).contains("was there already, and has the role now: auditor of garage");
    assertThat(user("", "list").out()).contains("owner of clinic, auditor of garage");
    assertThat(user("", "list", "--business", "garage").out()).contains("dana@example.com");
    assertThat(made.out()).contains("It is for garage, may calls:read");
    assertThat(key("list", "--business", "clinic").out()).doesNotContain("calls:read");
    assertThat(audit("list", "--business", "garage").out())
        .contains("user.role", "key.add", "in garage")
        .doesNotContain("user.add");
    assertThat(key("add", "--scope", "*", "--business", "clinik").err())
        .contains("there is no business 'clinik'; there are: main, clinic, garage");
  }

  @Test
  void the_business_of_the_servers_own_settings_is_named_main() {
    Ended made = key("add", "--scope", "calls:read", "--business", "main");

    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).contains("It is for main, may calls:read");
    assertThat(key("list", "--business", "main").out()).contains("calls:read");
  }

  @Test
  void a_database_that_cannot_be_understood_is_not_replaced_by_another() {
    Ended made =
        run(
            new CommandLine(
                new BusinessListCommand(
                    () ->
                        ConfigReader.draft(
                            Map.of(
                                "KOLAN_DATA",
                                folder.resolve("data").toString(),
                                "KOLAN_DATABASE",
                                "mysql://nowhere"),
                            folder.resolve("none.yaml")))));

    assertThat(made.exitCode()).isEqualTo(2);
    assertThat(made.err()).contains("KOLAN_DATABASE");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void an_imported_business_is_in_the_audit_log() throws IOException {
    Path file = Files.writeString(folder.resolve("clinic.yaml"), "name: המרפאה\n");

    Ended imported =
        run(new CommandLine(new BusinessImportCommand(this::settings)), file.toString());

    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(audit("list", "--business", "clinic"))
        .extracting(ended -> ended.out() + ended.err())
        .asString()
        .contains("command  business.import  clinic", "added, version 1 is a draft");
  }

  private void business(String slug) {
    try (var database = SqliteDatabase.open(folder.resolve("data"))) {
      new SqlDirectoryStore(database, SecretCipher.of("the key of the test"))
          .add(
              new DirectoryStore.NewBusiness(
                  slug, slug, ManagedBy.API, null, List.of(), null, false),
              Instant.now());
    }
  }

  private Ended user(String input, String... arguments) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    return run(new CommandLine(new UserCommand(this::settings, in)), arguments);
  }

  private Ended key(String... arguments) {
    return run(new CommandLine(new KeyCommand(this::settings)), arguments);
  }

  private Ended audit(String... arguments) {
    return run(new CommandLine(new AuditCommand(this::settings)), arguments);
  }

  private ConfigDraft settings() {
    return ConfigReader.draft(
        Map.of("KOLAN_DATA", folder.resolve("data").toString()), folder.resolve("kolan.yaml"));
  }

  private static Ended run(CommandLine command, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        command
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(new Failures())
            .execute(arguments);
    return new Ended(exitCode, out.toString(), err.toString());
  }
}

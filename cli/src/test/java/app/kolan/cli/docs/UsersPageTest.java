package app.kolan.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import app.kolan.cli.Main;
import app.kolan.server.audit.AuditEntry;
import app.kolan.server.audit.AuditHash;
import app.kolan.server.audit.AuditRecord;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Role;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The page of users, compared with the code. With `-Dkolan.docs.write=true` its table of roles is
/// written anew.
@Tag("unit")
class UsersPageTest {
  private static final Path PAGE = DocumentationTest.ROOT.resolve("docs/users.md");
  private static final Pattern TABLE =
      Pattern.compile("(?<=<!-- roles -->\n).*?(?=<!-- end of roles -->)", Pattern.DOTALL);

  @Test
  void the_table_of_roles_is_that_of_the_code() throws IOException {
    String page = Files.readString(PAGE);
    String written = TABLE.matcher(page).replaceFirst(Matcher.quoteReplacement(table()));
    if (Boolean.getBoolean("kolan.docs.write")) {
      Files.writeString(PAGE, written);
    }

    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dkolan.docs.write=true")
        .isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"user", "key", "audit"})
  void every_command_and_option_on_the_page_is_there(String command) throws IOException {
    Map<String, CommandLine> commands = subcommands(new CommandLine(Main.class), command);
    Matcher lines =
        Pattern.compile("\\./kolan " + command + " ([a-z]+)([^`\n]*)")
            .matcher(Files.readString(PAGE));
    int found = 0;
    while (lines.find()) {
      CommandLine subcommand =
          Objects.requireNonNull(commands.get(lines.group(1)), () -> lines.group());
      Matcher options = Pattern.compile("--[a-z-]+").matcher(lines.group(2));
      while (options.find()) {
        assertThat(subcommand.getCommandSpec().findOption(options.group()))
            .as("%s of %s", options.group(), lines.group())
            .isNotNull();
      }
      found++;
    }
    assertThat(found).isGreaterThanOrEqualTo(3);
  }

  @Test
  void the_example_of_a_hash_is_made_as_the_code_makes_it() throws Exception {
    var entry =
        new AuditEntry(
            Instant.ofEpochMilli(1_700_000_000_123L), "key:3", "call.read", 4L, "CA1", null, "::1");
    Matcher form =
        Pattern.compile("(?m)^printf '(.*)' 0 \\| sha256sum$").matcher(Files.readString(PAGE));
    assertThat(form.find()).isTrue();
    byte[] bytes =
        form.group(1)
            .replace("%064d", AuditRecord.BEGINNING)
            .replace("\\n", "\n")
            .getBytes(StandardCharsets.UTF_8);

    assertThat(AuditHash.of(1, AuditRecord.BEGINNING, entry))
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  private static Map<String, CommandLine> subcommands(CommandLine of, String name) {
    return Objects.requireNonNull(of.getSubcommands().get(name), name).getSubcommands();
  }

  private static String table() {
    var table = new StringBuilder("| permission |");
    for (Role role : Role.values()) {
      table.append(' ').append(role.name().toLowerCase(Locale.ROOT)).append(" |");
    }
    table.append("\n| --- |").append(" --- |".repeat(Role.values().length)).append('\n');
    for (Permission permission : Permission.values()) {
      table.append("| `").append(permission.scope()).append("` |");
      for (Role role : Role.values()) {
        table.append(role.permissions().contains(permission) ? " yes |" : " |");
      }
      table.append('\n');
    }
    return table.toString();
  }
}

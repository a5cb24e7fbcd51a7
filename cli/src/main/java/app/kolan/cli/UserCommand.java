package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.identity.EmailAddress;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.IdentityRefusal.Kind;
import app.kolan.server.identity.User;
import app.kolan.server.identity.Users.Invitation;
import app.kolan.server.settings.PublicUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `kolan user`: the people who may sign in.
@Command(
    name = "user",
    description = "Adds, lists, resets and removes the people who may sign in.",
    subcommands = {
      UserAddCommand.class,
      UserListCommand.class,
      UserResetCommand.class,
      UserDisableCommand.class,
      UserEnableCommand.class,
      UserRemoveCommand.class,
      CommandLine.HelpCommand.class
    })
public final class UserCommand implements Runnable {
  private final AdministrationAccess access;
  private final InputStream in;

  @Spec private CommandSpec spec;

  /// Only picocli makes one.
  UserCommand() {
    this(ConfigReader::draft, System.in);
  }

  UserCommand(Supplier<ConfigDraft> settings, InputStream in) {
    access = new AdministrationAccess(settings);
    this.in = in;
  }

  AdministrationAccess access() {
    return access;
  }

  /// The password on the first line of standard input.
  ///
  /// @throws IdentityRefusal when there is none
  String password() {
    try {
      String line =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      if (line == null || line.isEmpty()) {
        throw new IdentityRefusal(Kind.INVALID, "there is no password on standard input");
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The user of an address.
  ///
  /// @throws IdentityRefusal when there is none
  static User known(Administration administration, String email) {
    return administration
        .identity()
        .users()
        .find(EmailAddress.of(email))
        .orElseThrow(
            () ->
                new IdentityRefusal(
                    Kind.UNKNOWN,
                    "there is no user %s; kolan user list shows all".formatted(email.strip())));
  }

  /// Prints how a password is chosen, with the link or the token alone on the last line.
  static void print(PrintWriter out, ConfigDraft draft, String path, Invitation invitation) {
    PublicUrl server = draft.config().publicUrl();
    out.println(
        "By this %s, which is shown this once and valid until %s, %s chooses a password:"
            .formatted(
                server == null ? "token" : "link",
                AccessText.time(invitation.expiresAt()),
                invitation.user().email()));
    out.println(link(server, path, invitation));
  }

  /// The token behind a hash sign, so that no server and no proxy writes it into a log; alone when
  /// the server's address is not set.
  static String link(@Nullable PublicUrl server, String path, Invitation invitation) {
    String token = invitation.token().value();
    return server == null ? token : server.web(path) + "#" + token;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "What is to be done is missing: add, list, reset, disable, enable or remove.");
  }
}

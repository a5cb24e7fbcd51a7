package app.kolan.cli;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Administration.NamedBusiness;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.identity.Permission;
import app.kolan.server.identity.Scopes;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan key add`: makes an API key.
@Command(
    name = "add",
    description = {
      "Makes a key and prints it, alone on the last line. It is shown this once: the database keeps"
          + " only a hash of it.",
      "",
      "Without --business the key is for all businesses, and for what belongs to none, such as"
          + " adding one."
    })
public final class KeyAddCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private KeyCommand parent;

  @Option(
      names = "--business",
      paramLabel = "SLUG",
      description = "The only business that the key is for; * is all of them.")
  private @Nullable String business;

  @Option(
      names = "--scope",
      required = true,
      split = ",",
      paramLabel = "SCOPE",
      description = "What it may do, such as calls:read,transcripts:read; * is everything.")
  private List<String> scopes = List.of();

  @Option(names = "--name", defaultValue = "", paramLabel = "NAME", description = "What it is for.")
  private String name = "";

  @Option(
      names = "--expires",
      converter = ExpiryOption.class,
      paramLabel = "90d|DATE",
      description = "When it is refused; by default it does not expire.")
  private @Nullable Instant expires;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  KeyAddCommand() {}

  @Override
  public Integer call() {
    return parent.access().run(spec, (administration, _) -> add(administration));
  }

  private int add(Administration administration) {
    NamedBusiness only = AdministrationAccess.business(administration, business);
    ApiKeys.Made made =
        administration
            .identity()
            .keys()
            .add(
                name,
                only == null ? null : only.id(),
                Scopes.of(scopes, EnumSet.allOf(Permission.class)),
                expires,
                AuditActor.COMMAND);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          AccessJson.key(made.key(), only == null ? null : only.slug())
              .put("key", made.text().value()));
    } else {
      out.println(
          "Key %d is made. %s"
              .formatted(
                  made.key().id(),
                  AccessText.about(made.key(), only == null ? null : only.slug())));
      out.println("It is shown this once:");
      out.println(made.text().value());
    }
    return ExitCode.OK;
  }
}

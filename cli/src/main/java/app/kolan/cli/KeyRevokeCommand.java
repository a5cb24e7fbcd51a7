package app.kolan.cli;

import app.kolan.server.audit.AuditActor;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.identity.ApiKey;
import app.kolan.server.identity.ApiKeys;
import app.kolan.server.identity.IdentityRefusal;
import app.kolan.server.identity.IdentityRefusal.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan key revoke`: makes API keys worthless.
@Command(
    name = "revoke",
    description = "Revokes keys. A server that runs refuses them within seconds.")
public final class KeyRevokeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @ParentCommand private KeyCommand parent;

  @Parameters(
      arity = "1..*",
      paramLabel = "KEY",
      description = "The key's number, its beginning, or the whole of it.")
  private List<String> keys = List.of();

  KeyRevokeCommand() {}

  @Override
  public Integer call() {
    return parent.access().run(spec, (administration, _) -> revoke(administration));
  }

  private int revoke(Administration administration) {
    ApiKeys known = administration.identity().keys();
    List<ApiKey> all = keys.stream().map(typed -> find(known, typed)).toList();
    for (ApiKey key : all) {
      known.revoke(key.id(), AuditActor.COMMAND);
      spec.commandLine()
          .getOut()
          .println(
              key.revokedAt() == null
                  ? "Key %d is revoked.".formatted(key.id())
                  : "Key %d was revoked before.".formatted(key.id()));
    }
    return ExitCode.OK;
  }

  private static ApiKey find(ApiKeys keys, String typed) {
    return (typed.matches("[0-9]{1,18}")
            ? keys.find(Long.parseLong(typed))
            : keys.findByText(typed))
        .orElseThrow(
            () ->
                new IdentityRefusal(
                    Kind.UNKNOWN, "there is no such key; kolan key list shows the numbers of all"));
  }
}

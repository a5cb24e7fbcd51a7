package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Administration.NamedBusiness;
import app.kolan.server.identity.ApiKey;
import app.kolan.server.identity.Scopes;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan key list`: the API keys that there are.
@Command(name = "list", description = "Lists the keys, revoked and expired ones too.")
public final class KeyListCommand implements Callable<Integer> {
  private static final int PAGE = 500;

  @Spec private CommandSpec spec;
  @ParentCommand private KeyCommand parent;

  @Option(
      names = "--business",
      paramLabel = "SLUG",
      description = "Only those that are for this business alone.")
  private @Nullable String business;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  KeyListCommand() {}

  @Override
  public Integer call() {
    return parent.access().run(spec, (administration, _) -> list(administration));
  }

  private int list(Administration administration) {
    NamedBusiness only = AdministrationAccess.business(administration, business);
    PrintWriter out = spec.commandLine().getOut();
    List<ApiKey> keys = keys(administration, only == null ? null : only.id());
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      keys.forEach(key -> array.add(AccessJson.key(key, slug(administration, key))));
      out.println(array.toPrettyString());
      return ExitCode.OK;
    }
    var table =
        new TextTable("ID", "KEY", "NAME", "BUSINESS", "STATE", "EXPIRES", "USED", "SCOPES");
    for (ApiKey key : keys) {
      String slug = slug(administration, key);
      table.add(
          Long.toString(key.id()),
          key.prefix() + "_…",
          key.name(),
          slug == null ? AdministrationAccess.ALL_BUSINESSES : slug,
          AccessText.state(key, administration.clock().instant()),
          AccessText.time(key.expiresAt()),
          AccessText.time(key.usedAt()),
          String.join(",", Scopes.words(key.scopes())));
    }
    table.print(out);
    return ExitCode.OK;
  }

  private static List<ApiKey> keys(Administration administration, @Nullable Long business) {
    var all = new ArrayList<ApiKey>();
    List<ApiKey> page;
    do {
      long after = all.isEmpty() ? 0 : all.getLast().id();
      page = administration.identity().keys().list(business, after, PAGE);
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }

  private static @Nullable String slug(Administration administration, ApiKey key) {
    Long business = key.business();
    return business == null ? null : AdministrationAccess.slug(administration, business);
  }
}

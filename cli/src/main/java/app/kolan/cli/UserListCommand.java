package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Administration.NamedBusiness;
import app.kolan.server.identity.User;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `kolan user list`: who may sign in.
@Command(name = "list", description = "Lists the users with their roles.")
public final class UserListCommand implements Callable<Integer> {
  private static final int PAGE = 500;

  @Spec private CommandSpec spec;
  @ParentCommand private UserCommand parent;

  @Option(names = "--business", paramLabel = "SLUG", description = "Only members of this business.")
  private @Nullable String business;

  @Option(names = "--json", description = "Print JSON, for scripts.")
  private boolean json;

  UserListCommand() {}

  @Override
  public Integer call() {
    return parent.access().run(spec, (administration, _) -> list(administration));
  }

  private int list(Administration administration) {
    NamedBusiness only = AdministrationAccess.business(administration, business);
    PrintWriter out = spec.commandLine().getOut();
    List<User> users = users(administration, only == null ? null : only.id());
    if (json) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      users.forEach(
          user ->
              array.add(
                  AccessJson.user(user, id -> AdministrationAccess.slug(administration, id))));
      out.println(array.toPrettyString());
      return ExitCode.OK;
    }
    var table =
        new TextTable("ID", "EMAIL", "NAME", "STATE", "SECOND FACTOR", "SIGNED IN", "ROLES");
    for (User user : users) {
      table.add(
          Long.toString(user.id()),
          user.email().value(),
          user.name(),
          user.state().name().toLowerCase(Locale.ROOT),
          user.secondFactor() ? "yes" : "no",
          AccessText.time(user.signedInAt()),
          roles(administration, user));
    }
    table.print(out);
    return ExitCode.OK;
  }

  private static String roles(Administration administration, User user) {
    String memberships =
        user.memberships().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(
                membership ->
                    "%s of %s"
                        .formatted(
                            AccessJson.word(membership.getValue()),
                            AdministrationAccess.slug(administration, membership.getKey())))
            .collect(Collectors.joining(", "));
    if (!user.operator()) {
      return memberships.isEmpty() ? "none" : memberships;
    }
    return memberships.isEmpty() ? "operator" : "operator, " + memberships;
  }

  private static List<User> users(Administration administration, @Nullable Long business) {
    var all = new ArrayList<User>();
    List<User> page;
    do {
      long after = all.isEmpty() ? 0 : all.getLast().id();
      page = administration.identity().users().list(business, after, PAGE);
      all.addAll(page);
    } while (page.size() == PAGE);
    return all;
  }
}

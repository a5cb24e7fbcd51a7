package app.kolan.cli;

import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.directory.BusinessRecord;
import app.kolan.twilio.webhook.PhoneNumber;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kolan business list`.
@Command(
    name = "list",
    description =
        "Lists the businesses in the database: slug, state, published version, where it is managed,"
            + " numbers, name.")
public final class BusinessListCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /// Only picocli makes one.
  BusinessListCommand() {
    this(ConfigReader::draft);
  }

  BusinessListCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  @Override
  public Integer call() {
    return new AdministrationAccess(settings)
        .run(spec, (administration, _) -> list(administration));
  }

  private int list(Administration administration) {
    PrintWriter out = spec.commandLine().getOut();
    List<BusinessRecord> businesses = administration.directory().businesses();
    if (json) {
      out.println(json(businesses));
    } else if (businesses.isEmpty()) {
      out.println("There is no business but the one of the server's own settings.");
    } else {
      businesses.forEach(business -> out.println(line(business)));
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String line(BusinessRecord business) {
    Long version = business.publishedVersion();
    return "%-24s %-9s %-8s %-4s %s  %s"
        .formatted(
            business.slug(),
            word(business.state()),
            version == null ? "draft" : "v" + version,
            word(business.managedBy()),
            business.numbers().isEmpty()
                ? "no number"
                : business.numbers().stream()
                    .map(PhoneNumber::value)
                    .collect(Collectors.joining(",")),
            business.name());
  }

  private static ArrayNode json(List<BusinessRecord> businesses) {
    ArrayNode all = new ObjectMapper().createArrayNode();
    for (BusinessRecord business : businesses) {
      ObjectNode one = all.addObject();
      one.put("id", business.id());
      one.put("slug", business.slug());
      one.put("name", business.name());
      one.put("state", word(business.state()));
      one.put("managedBy", word(business.managedBy()));
      one.put("account", business.accountSid());
      ArrayNode numbers = one.putArray("numbers");
      business.numbers().forEach(number -> numbers.add(number.value()));
      one.put("publishedVersion", business.publishedVersion());
    }
    return all;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

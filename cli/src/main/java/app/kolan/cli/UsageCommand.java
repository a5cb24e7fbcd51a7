package app.kolan.cli;

import app.kolan.server.api.UsageJson;
import app.kolan.server.bootstrap.Administration;
import app.kolan.server.bootstrap.Administration.NamedBusiness;
import app.kolan.server.bootstrap.ConfigDraft;
import app.kolan.server.bootstrap.ConfigReader;
import app.kolan.server.provider.UsageUnits;
import app.kolan.server.settings.ConfigProblem;
import app.kolan.server.store.ProviderUsage;
import app.kolan.server.usage.CostEstimate;
import app.kolan.server.usage.MonthlyReport;
import app.kolan.server.usage.PriceSettings;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `kolan usage`.
@Command(
    name = "usage",
    description =
        "Prints what businesses have used in a month: calls, minutes, and of each provider what it"
            + " charges for, with the cost by the price list. The cost is an estimate.")
public final class UsageCommand implements Callable<Integer> {
  private final Supplier<ConfigDraft> settings;

  @Spec private CommandSpec spec;

  @Option(
      names = "--business",
      paramLabel = "SLUG",
      description = "One business; all are printed without it.")
  private @Nullable String business;

  @Option(
      names = "--month",
      paramLabel = "YYYY-MM",
      description = "The month by the clocks of each business; the present one if left out.")
  private @Nullable String month;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /// Only picocli makes one.
  UsageCommand() {
    this(ConfigReader::draft);
  }

  UsageCommand(Supplier<ConfigDraft> settings) {
    this.settings = settings;
  }

  private record OfBusiness(String slug, MonthlyReport report) {}

  @Override
  public Integer call() {
    YearMonth asked;
    try {
      asked = month == null ? null : YearMonth.parse(month);
    } catch (DateTimeParseException e) {
      return wrong("%s is no month; write it as 2026-11.".formatted(month));
    }
    ConfigDraft draft = settings.get();
    List<ConfigProblem> problems =
        draft.problems().stream()
            .filter(problem -> problem.key().equals(PriceSettings.PRICES.environment()))
            .toList();
    if (!problems.isEmpty()) {
      return wrong(String.join("\n", problems.stream().map(ConfigProblem::line).toList()));
    }
    return new AdministrationAccess(() -> draft)
        .run(spec, (administration, _) -> print(administration, asked));
  }

  private int wrong(String why) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(why);
    err.flush();
    return ExitCode.USAGE;
  }

  private int print(Administration administration, @Nullable YearMonth asked) {
    NamedBusiness one = AdministrationAccess.business(administration, business);
    List<NamedBusiness> chosen = one == null ? administration.businesses() : List.of(one);
    List<OfBusiness> reports =
        chosen.stream().map(each -> report(administration, each, asked)).toList();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      reports.forEach(each -> all.add(UsageJson.month(each.slug(), each.report())));
      out.println(all.toPrettyString());
    } else {
      reports.forEach(each -> print(out, each));
    }
    out.flush();
    return ExitCode.OK;
  }

  private static OfBusiness report(
      Administration administration, NamedBusiness business, @Nullable YearMonth asked) {
    ZoneId zone = administration.zone(business.id());
    YearMonth month =
        asked == null ? YearMonth.from(administration.clock().instant().atZone(zone)) : asked;
    return new OfBusiness(
        business.slug(), administration.usage().month(business.id(), zone, month));
  }

  private static void print(PrintWriter out, OfBusiness one) {
    MonthlyReport report = one.report();
    out.println(
        "%s  %s  %d %s, %d %s, about %s USD%s"
            .formatted(
                one.slug(),
                report.month(),
                report.calls(),
                report.calls() == 1 ? "call" : "calls",
                report.minutes(),
                report.minutes() == 1 ? "minute" : "minutes",
                cents(report.cost().dollars()),
                report.cost().isComplete() ? "" : " and what has no price"));
    if (!report.cost().items().isEmpty()) {
      var table = new TextTable("  job", "provider", "model", "used", "USD");
      for (CostEstimate.Item item : report.cost().items()) {
        ProviderUsage usage = item.usage();
        table.add(
            "  " + usage.job().id(),
            usage.provider(),
            usage.model().isEmpty() ? "-" : usage.model(),
            units(usage),
            item.dollars() == null ? "no price" : cents(item.dollars()));
      }
      table.print(out);
    }
  }

  /// A sum below a cent is shown with more digits, so that it does not look like nothing.
  private static String cents(BigDecimal dollars) {
    boolean small = dollars.signum() > 0 && dollars.compareTo(BigDecimal.ONE) < 0;
    return dollars.setScale(small ? 4 : 2, RoundingMode.HALF_UP).toPlainString();
  }

  private static String units(ProviderUsage usage) {
    UsageUnits units = usage.units();
    var parts = new ArrayList<String>();
    if (!units.audio().isZero()) {
      Duration audio = units.audio();
      parts.add("%d:%02d min".formatted(audio.toMinutes(), audio.toSecondsPart()));
    }
    add(parts, units.characters(), "characters");
    add(parts, units.textIn(), "tokens in");
    add(parts, units.textCached(), "cached");
    add(parts, units.textOut(), "out");
    add(parts, units.audioIn(), "audio tokens in");
    add(parts, units.audioCached(), "audio cached");
    add(parts, units.audioOut(), "audio out");
    if (parts.isEmpty()) {
      return "nothing";
    }
    return (usage.estimated() ? "about " : "") + String.join(", ", parts);
  }

  private static void add(List<String> parts, long amount, String name) {
    if (amount > 0) {
      parts.add(amount + " " + name);
    }
  }
}

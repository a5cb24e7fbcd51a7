package app.kolan.server.business;

import app.kolan.server.prompts.Prompt;
import app.kolan.server.prompts.SoundStore;
import app.kolan.server.settings.DidYouMean;
import app.kolan.server.settings.SettingsSource;
import app.kolan.server.settings.YamlSection;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads how a business works: the keys below `business` in a `kolan.yaml` that are more than a
/// single value.
final class BusinessProfileReader {
  private static final String SECTION = "business.";
  private static final List<String> PROMPTS =
      Arrays.stream(Prompt.values()).map(Prompt::id).toList();
  private static final int MOST_INSTRUCTIONS = 64 * 1024;

  /// The keys that are read here.
  static final List<String> KEYS =
      List.of(
          "business.instructions",
          "business.instructions-file",
          "business.hours",
          "business.transfer-to",
          "business.hand-over",
          "business.tools",
          "business.local-tools",
          "business.mcp",
          "business.mcp-commands",
          "business.allowed-tools",
          "business.summary-url",
          "business.summary-secret",
          "business.lexicon",
          "business.sounds",
          "business.limits",
          "business.fields",
          "business.alerts",
          "business.retention",
          "business.booking",
          "business.stories",
          "business.calling",
          "business.translate-calls");

  private final SettingsSource source;
  private final ToolSpecReader.Factory toolReaders;

  private BusinessProfileReader(SettingsSource source, ToolSpecReader.Factory tools) {
    this.source = source;
    toolReaders = tools;
  }

  /// The profile of the business that is set.
  static BusinessProfile read(SettingsSource source, ToolSpecReader.Factory tools) {
    return new BusinessProfileReader(source, tools).profile();
  }

  private BusinessProfile profile() {
    boolean local = part("local-tools").flag();
    ToolSpecReader web = toolReaders.open(source, local);
    List<HttpToolSpec> tools = web.tools(part("tools"));
    List<McpServerSpec> mcp = McpServerReader.read(part("mcp"), part("mcp-commands"), web, tools);
    OpeningHours hours = OpeningHoursReader.read(part("hours"), BusinessReader.usualZone(source));
    return new BusinessProfile(
        instructions(),
        hours,
        TransferReader.targets(part("transfer-to"), hours),
        tools,
        local,
        allowedTools(web.builtIn(), tools, mcp),
        summaries(web),
        lexicon(),
        sounds(),
        limits(),
        LeadFieldReader.read(part("fields")),
        AlertRulesReader.read(part("alerts"), web, hours),
        retention(),
        BookingReader.read(part("booking"), hours, tools),
        CallerStoryReader.read(part("stories")),
        CallingReader.read(part("calling"), hours),
        TransferReader.mode(part("hand-over")),
        mcp,
        translates(part("translate-calls")));
  }

  private static boolean translates(YamlSection calls) {
    return calls.flag() || calls.text().isEmpty();
  }

  private String instructions() {
    YamlSection words = part("instructions");
    YamlSection named = part("instructions-file");
    if (words.isThere() && named.isThere()) {
      named.problem("set beside instructions", "give one of them");
    }
    String text = words.text("");
    if (named.text().isPresent()) {
      text = file(named, named.text(""));
    }
    if (text.length() > MOST_INSTRUCTIONS) {
      (named.isThere() ? named : words)
          .problem(text.length() + " letters", "give at most " + MOST_INSTRUCTIONS);
    }
    return text;
  }

  private static String file(YamlSection named, String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (IOException | InvalidPathException e) {
      named.problem(path, "there is no such text file that can be read, in UTF-8");
      return "";
    }
  }

  private @Nullable Set<String> allowedTools(
      List<String> builtIn, List<HttpToolSpec> own, List<McpServerSpec> mcp) {
    YamlSection allowed = part("allowed-tools");
    if (!allowed.isThere()) {
      return null;
    }
    var known = new ArrayList<>(builtIn);
    own.forEach(tool -> known.add(tool.name()));
    mcp.forEach(server -> server.tools().forEach(tool -> known.add(server.nameFor(tool))));
    if (part("booking").isThere()) {
      known.addAll(BookingSettings.TOOLS);
    }
    var names = new LinkedHashSet<String>();
    for (YamlSection each : allowed.parts()) {
      String name = each.text("");
      if (!known.contains(name)) {
        each.problem(name, "there is no such tool; %s".formatted(DidYouMean.hint(name, known)));
      }
      names.add(name);
    }
    return names;
  }

  private @Nullable SummaryTarget summaries(ToolSpecReader web) {
    YamlSection url = part("summary-url");
    YamlSection secret = part("summary-secret");
    if (!url.isThere()) {
      if (secret.isThere()) {
        secret.problem("set without summary-url", "give both, or none");
      }
      return null;
    }
    return new SummaryTarget(web.url(url), web.secret(secret));
  }

  private Map<String, String> lexicon() {
    var lexicon = new LinkedHashMap<String, String>();
    part("lexicon")
        .entries()
        .forEach((written, spoken) -> lexicon.put(written, spoken.needed("say how it is said")));
    return lexicon;
  }

  private Map<String, String> sounds() {
    var sounds = new LinkedHashMap<String, String>();
    part("sounds")
        .entries()
        .forEach(
            (prompt, hash) -> {
              if (Prompt.withId(prompt).isEmpty()) {
                hash.problem(
                    prompt, "there is no such prompt; " + DidYouMean.hint(prompt, PROMPTS));
              }
              if (!SoundStore.isHash(hash.text(""))) {
                hash.problem(
                    hash.text(""), "give the 16 digits that were printed when the sound was added");
              }
              sounds.put(prompt, hash.text(""));
            });
    return sounds;
  }

  private BusinessLimits limits() {
    YamlSection limits = part("limits");
    limits.only(List.of("calls-at-once", "minutes-a-month", "cost-a-month"));
    return new BusinessLimits(
        limits.at("calls-at-once").number(1, 999_999_999).orElse(BusinessLimits.UNLIMITED),
        limits.at("minutes-a-month").number(1, 999_999_999).orElse(BusinessLimits.UNLIMITED),
        dollars(limits.at("cost-a-month")));
  }

  private RetentionPolicy retention() {
    YamlSection retention = part("retention");
    retention.only(List.of("sound", "words", "calls", "tapes"));
    return new RetentionPolicy(
        days(retention.at("sound")),
        days(retention.at("words")),
        days(retention.at("calls")),
        days(retention.at("tapes")));
  }

  private static @Nullable Integer days(YamlSection kind) {
    OptionalInt days = kind.number(1, 36_500);
    return days.isPresent() ? (Integer) days.getAsInt() : null;
  }

  private static @Nullable BigDecimal dollars(YamlSection limit) {
    String text = limit.text().orElse("");
    if (text.isEmpty()) {
      return null;
    }
    if (text.matches("[0-9]{1,9}([.][0-9]{1,2})?")) {
      var dollars = new BigDecimal(text);
      if (dollars.signum() > 0) {
        return dollars;
      }
    }
    limit.problem(text, "give US dollars from 0.01, such as 50 or 49.90");
    return null;
  }

  private YamlSection part(String name) {
    return source.section(SECTION + name);
  }
}

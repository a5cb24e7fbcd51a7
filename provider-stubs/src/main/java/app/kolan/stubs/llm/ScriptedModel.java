package app.kolan.stubs.llm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A model that follows a script: the first matching rule gives the reply. It is stateless:
/// everything is derived from the conversation, so one model serves any number of conversations.
///
/// A script is YAML:
///
/// ```yaml
/// facts:                       # found in what the caller has said, the latest counts
///   name: "שמי (\\S+)"
/// rules:                       # in order; every condition of a rule must hold
///   - hears: "פתוח(ים)?"       # in the caller's last words
///     uses: {tool: opening_hours, arguments: {}}
///   - outcome: opening_hours   # the last message is the result of this tool
///     result: "(?<from>[0-9:]+)-(?<to>[0-9:]+)"
///     says: "מ-{from} עד {to}."
///   - hears: "^\\S+$"
///     after: "איך קוראים לכם"   # in our last words before
///     needs: [name]            # facts that must be known
///     lacks: [number]          # facts that must not
///     unused: [take_message]   # tools that must not have been called in this conversation
///     told: "computer"         # in the instructions that the model was given
///     says: "נעים מאוד, {name}."
///   - hears: "^כן"
///     after: "נכון\\?$"
///     confirms: book_appointment   # calls it as before, with `confirmed`
/// otherwise: "אפשר לחזור על זה?"
/// ```
///
/// `{…}` is replaced by a fact or for a named group of the rule's own patterns. As an argument,
/// `"{choice}"` is the first value that the tool's schema offers. Empty arguments are left out. A
/// rule whose tool is not offered does not match, and neither does one that confirms another tool
/// than the last.
public final class ScriptedModel implements StubModel {
  private static final ObjectMapper YAML =
      new YAMLMapper().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

  private final Script script;

  private ScriptedModel(Script script) {
    this.script = script;
  }

  /// Reads a script from the class path, such as `model-scripts/receptionist.yaml`.
  ///
  /// @throws IllegalArgumentException when it is missing or malformed
  public static ScriptedModel read(String resource) {
    try (InputStream in = ScriptedModel.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no script " + resource);
      }
      return new ScriptedModel(YAML.readValue(in, Script.class));
    } catch (IOException e) {
      throw new IllegalArgumentException(resource + " is not in order: " + e.getMessage(), e);
    }
  }

  /// A script as text.
  ///
  /// @throws IllegalArgumentException when it is malformed
  public static ScriptedModel of(String script) {
    try {
      return new ScriptedModel(YAML.readValue(script, Script.class));
    } catch (IOException e) {
      throw new IllegalArgumentException("the script is not in order: " + e.getMessage(), e);
    }
  }

  @Override
  public ModelReply reply(String instructions, List<ChatTurn> turns, List<OfferedTool> tools) {
    var talk = new ChatView(turns);
    Map<String, String> facts = talk.facts(script.facts());
    for (Rule rule : script.rules()) {
      var found = new LinkedHashMap<>(facts);
      if (offered(rule, tools)
          && ChatView.holds(rule.told(), instructions, found)
          && rule.fits(talk, found)) {
        return reply(rule, found, talk, tools);
      }
    }
    return ModelReply.words(script.otherwise());
  }

  private static boolean offered(Rule rule, List<OfferedTool> tools) {
    String confirmed = rule.confirms();
    return rule.uses().stream().allMatch(use -> offered(use.tool(), tools))
        && (confirmed == null || offered(confirmed, tools));
  }

  private static boolean offered(String name, List<OfferedTool> tools) {
    return tools.stream().anyMatch(tool -> tool.name().equals(name));
  }

  private static ModelReply reply(
      Rule rule, Map<String, String> found, ChatView talk, List<OfferedTool> tools) {
    ModelReply reply = ModelReply.words(filled(rule.says(), found));
    String confirmed = rule.confirms();
    if (confirmed != null) {
      return reply.andUse(confirmed, confirmed(talk.lastUse().orElseThrow()));
    }
    for (Use use : rule.uses()) {
      reply = reply.andUse(use.tool(), arguments(use, found, tools));
    }
    return reply;
  }

  private static String arguments(Use use, Map<String, String> found, List<OfferedTool> tools) {
    ObjectNode arguments = LanguageModelStub.object();
    use.arguments()
        .forEach(
            (name, written) -> {
              String value =
                  written.equals("{choice}")
                      ? firstChoice(tools, use.tool(), name)
                      : filled(written, found).strip();
              if (!value.isEmpty()) {
                arguments.put(name, value);
              }
            });
    return arguments.toString();
  }

  private static String confirmed(ChatTurn.Use use) {
    try {
      return YAML.readValue(use.arguments(), ObjectNode.class).put("confirmed", true).toString();
    } catch (IOException e) {
      throw new IllegalStateException("a tool was called without a JSON object", e);
    }
  }

  private static String firstChoice(List<OfferedTool> tools, String tool, String argument) {
    return tools.stream()
        .filter(offered -> offered.name().equals(tool))
        .flatMap(offered -> offered.choices().getOrDefault(argument, List.of()).stream())
        .findFirst()
        .orElse("");
  }

  private static String filled(String text, Map<String, String> found) {
    return PLACE
        .matcher(text)
        .replaceAll(place -> Matcher.quoteReplacement(found.getOrDefault(place.group(1), "")));
  }

  private static <V> Map<String, V> ordered(@Nullable Map<String, V> map) {
    return map == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /// A script as it is written.
  record Script(Map<String, Pattern> facts, List<Rule> rules, String otherwise) {
    Script(
        @Nullable Map<String, Pattern> facts,
        @Nullable List<Rule> rules,
        @Nullable String otherwise) {
      if (otherwise == null || otherwise.isBlank()) {
        throw new IllegalArgumentException("`otherwise` is missing");
      }
      this.facts = ordered(facts);
      this.rules = rules == null ? List.of() : List.copyOf(rules);
      this.otherwise = otherwise;
    }
  }

  /// The tool call of a rule.
  record Use(String tool, Map<String, String> arguments) {
    Use(@Nullable String tool, @Nullable Map<String, String> arguments) {
      if (tool == null) {
        throw new IllegalArgumentException("a use names no `tool`");
      }
      this.tool = tool;
      this.arguments = ordered(arguments);
    }
  }

  /// A rule as it is written.
  record Rule(
      @Nullable Pattern hears,
      @Nullable Pattern after,
      @Nullable String outcome,
      @Nullable Pattern result,
      List<String> needs,
      List<String> lacks,
      List<String> unused,
      @Nullable Pattern told,
      String says,
      List<Use> uses,
      @Nullable String confirms) {
    Rule(
        @Nullable Pattern hears,
        @Nullable Pattern after,
        @Nullable String outcome,
        @Nullable Pattern result,
        @Nullable List<String> needs,
        @Nullable List<String> lacks,
        @Nullable List<String> unused,
        @Nullable Pattern told,
        @Nullable String says,
        @Nullable List<Use> uses,
        @Nullable String confirms) {
      this.hears = hears;
      this.after = after;
      this.outcome = outcome;
      this.result = result;
      this.needs = needs == null ? List.of() : List.copyOf(needs);
      this.lacks = lacks == null ? List.of() : List.copyOf(lacks);
      this.unused = unused == null ? List.of() : List.copyOf(unused);
      this.told = told;
      this.says = says == null ? "" : says;
      this.uses = uses == null ? List.of() : List.copyOf(uses);
      this.confirms = confirms;
      if (this.says.isEmpty() && this.uses.isEmpty() && confirms == null) {
        throw new IllegalArgumentException("a rule neither `says`, `uses` nor `confirms` anything");
      }
    }

    /// Adds the values of the patterns' groups.
    boolean fits(ChatView talk, Map<String, String> found) {
      boolean ofOutcome = outcome != null;
      return ofOutcome == talk.hasOutcome()
          && (outcome == null || outcome.equals(talk.outcomeOf()))
          && ChatView.holds(result, talk.result(), found)
          && ChatView.holds(hears, talk.lastWords(), found)
          && ChatView.holds(after, talk.wordsBefore(), found)
          && needs.stream().allMatch(found::containsKey)
          && lacks.stream().noneMatch(found::containsKey)
          && unused.stream().noneMatch(talk::hasUsed)
          && (confirms == null
              || talk.lastUse().filter(use -> use.tool().equals(confirms)).isPresent());
    }
  }
}
